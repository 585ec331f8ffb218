import { once } from 'node:events'
import type { DomainEvent, Position } from '@parley/domain'
import { follow, type Replayed, ReplayFailed, type Unreadable } from '@parley/replay'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { askedOf, type Typed } from './asked.ts'
import { openEvents } from './open-log.ts'

/** The options of a tail, as they were typed. */
export interface TypedTail extends Typed {
  readonly json?: boolean
}

/** `parley events tail`: prints what happens, an event a line, until it is ended. Gives the exit code. */
export const tailCommand = async ({ json = false, from = 'now', ...typed }: TypedTail): Promise<number> => {
  const asked = askedOf(from === 'now' ? typed : { ...typed, from })
  if (E.isLeft(asked)) return fail(asked.left)
  const opened = await openEvents(process.env)
  if (E.isLeft(opened)) return fail(opened.left)
  const { store, close } = opened.right
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  // Whoever reads has read enough: that is an end like any other.
  process.stdout.on('error', stop)
  try {
    const { types, tenantId, channelId } = asked.right
    const end = from === 'now' ? await store.end()() : E.right(asked.right.from)
    if (E.isLeft(end)) return fail(`The log can't be read: ${end.left._tag}`)
    const streams = {
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(channelId === undefined ? {} : { channelId }),
    }
    const pages = follow(store, {
      streams,
      stop: stopping.signal,
      ...(types === undefined ? {} : { types }),
      ...(end.right === undefined ? {} : { from: end.right }),
    })
    for await (const { events, unreadable } of pages) {
      const told = [...events, ...unreadable].toSorted((a, b) => a.position - b.position)
      await print(told.map(json ? asJson : asText), stopping.signal)
    }
    return 0
  } catch (error) {
    if (error instanceof ReplayFailed) return fail(explain(error, asked.right.from))
    return fail(wordsOf(error))
  } finally {
    await close()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

type Told = Replayed<DomainEvent> | Unreadable

const asJson = (told: Told): string => JSON.stringify(told)

const asText = (told: Told): string => {
  const { position, stream } = told
  if (!('event' in told))
    return `${position}  ${told.recordedAt}  ${told.type}  ${stream}  can't be read: ${told.why}`
  const { event } = told
  return `${position}  ${event.at}  ${event.type}  ${stream}  ${'by' in event ? event.by : event.userId}`
}

/** Prints lines as fast as they are read, and no faster: what is not read waits in the log. */
const print = async (lines: ReadonlyArray<string>, stop: AbortSignal): Promise<void> => {
  if (lines.length === 0 || stop.aborted) return
  const taken = process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  // Left by whoever reads it, it says so by an error, which stops.
  if (!taken) await once(process.stdout, 'drain', { signal: stop }).catch(() => undefined)
}

const explain = ({ reason, message }: ReplayFailed, from: Position | undefined): string =>
  reason._tag === 'Corrupt' && reason.unknownPosition !== undefined
    ? `The log has no position ${from}: ${reason.cause}.`
    : `The log can't be read on: ${message}`

const fail = (why: string): number => {
  console.error(why)
  return 1
}
