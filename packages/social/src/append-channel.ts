import type { CommandError } from '@parley/commands'
import { channelStream, eventIdOf, type Revision } from '@parley/domain'
import {
  type AppendError,
  type EventStore,
  outOfReach,
  type ReadError,
  toNewEvent,
} from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { ChannelPlan } from './plan-channel.ts'

/** How many events were added; or that the channel is there and is another, or has gone on otherwise. */
export type Appended = { readonly _tag: 'Added'; readonly events: number } | { readonly _tag: 'Differs' }

const pageSize = 1_000
/** The most events of an append, and about the most bytes. */
const mostEvents = 500
const mostBytes = 512 * 1024

/**
 * Appends what of a channel is not there yet. What is there has to be a beginning of it, or what this import has
 * brought before and people went on from.
 */
export const appendChannel = async (
  store: EventStore,
  { tenantId, channelId, events }: ChannelPlan,
): Promise<E.Either<CommandError, Appended>> => {
  const stream = channelStream(tenantId, channelId)
  const all = events.map((event) => toNewEvent(event, eventIdOf(stream, event, 0)))
  let there = 0
  for (;;) {
    const page = await store.readStream(stream, { from: there as Revision, limit: pageSize })()
    if (E.isLeft(page)) return E.left(errorOf(page.left))
    for (const { id } of page.right) {
      if (there === all.length) break
      if (all[there]?.id !== id) return E.right({ _tag: 'Differs' })
      there += 1
    }
    if (page.right.length < pageSize || there === all.length) break
  }
  let added = 0
  while (there < all.length) {
    let [end, bytes] = [there, 0]
    do {
      bytes += Buffer.byteLength(JSON.stringify(all[end]))
      end += 1
    } while (end < all.length && end - there < mostEvents && bytes < mostBytes)
    const part = all.slice(there, end)
    const appended = await store.append(stream, there === 0 ? 'no-stream' : ((there - 1) as Revision), part)()
    if (E.isLeft(appended)) {
      if (appended.left._tag === 'WrongRevision') return E.right({ _tag: 'Differs' })
      return E.left(errorOf(appended.left))
    }
    added += part.length
    there = end
  }
  return E.right({ _tag: 'Added', events: added })
}

const errorOf = (
  error: ReadError | Exclude<AppendError, { readonly _tag: 'WrongRevision' }>,
): CommandError => (error._tag === 'AccessDenied' ? outOfReach(error) : error)
