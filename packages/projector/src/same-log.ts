import type { EventStore, ReadError } from '@parley/event-store'
import { eventAt, SubscriptionFailed } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import { otherLog, ProjectorFailed } from './failure.ts'
import { type LatestEvent, readLatestEvent } from './latest-event.ts'

type ReadableLog = Pick<EventStore, 'readStream' | 'readAll' | 'streamMetadata'>

/**
 * Holds the latest event that was projected against the log. Where another one stands in its place, the log was set
 * back and has grown since, or it is another log: rows of events that never were would stay, and be built on. Throws
 * what stops the projector then, and where the log can't be read what makes it try again.
 */
export const assertSameLog = async (
  log: ReadableLog,
  client: Pick<Pool, 'query'>,
  schema: string,
): Promise<void> => {
  const latest = await readLatestEvent(client, schema)
  if (latest === undefined || (await isThere(log, latest))) return
  const { position, revision, stream, type } = latest
  throw new ProjectorFailed(
    otherLog(
      `the log has another event than ${type}, which was read at position ${position}, at revision ` +
        `${revision} of ${stream}`,
      schema,
    ),
  )
}

/** Also where it can't be told: an event of a stream that was deleted or cut off is no longer read. */
const isThere = async (log: ReadableLog, latest: LatestEvent): Promise<boolean> => {
  const { stream, position } = latest
  const there = await eventAt(log, latest)
  if (E.isLeft(there)) return cannotTell(there.left)
  if (there.right !== 'none') return there.right === 'same'
  // Where the log ends before, the subscription says that better.
  const beyond = await log.readAll({ after: position, limit: 1 })()
  if (E.isLeft(beyond)) return cannotTell(beyond.left)
  const metadata = await log.streamMetadata(stream)()
  return E.isLeft(metadata) ? cannotTell(metadata.left) : Object.keys(metadata.right).length > 0
}

const cannotTell = (error: ReadError): boolean => {
  switch (error._tag) {
    case 'StreamDeleted':
    case 'Corrupt':
      return true
    case 'Unavailable':
      throw new Error(`the log can't be reached: ${error.cause}`)
    case 'AccessDenied':
      throw new SubscriptionFailed(error)
    default:
      return error satisfies never
  }
}
