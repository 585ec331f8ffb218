import type { DomainEvent, Position } from '@parley/domain'
import type { EventStore, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { ReplayFailed } from './failed.ts'
import { type GivenAs, giving } from './given.ts'
import type { WithoutText } from './mask/without-text.ts'
import { messagesOf } from './messages.ts'
import type { EventNamed, Replayed, ReplayPage, StoredEvent, Unreadable } from './page.ts'
import { type EventType, filterOf, selecting, type Selection } from './selection.ts'

/** Which events, and how they are given. */
export type ReplayOptions = Selection &
  GivenAs & {
    /** Only events after this position, which a page has given; absent: from the beginning. */
    readonly from?: Position
    /** Only events up to this position, itself included; absent: to the log's end as it is when this begins. */
    readonly to?: Position
    /** At the most so many events are looked at for one page; as many as the store likes unless given. */
    readonly atOnce?: number
    /** Ends the replay after the page that is under way. */
    readonly stop?: AbortSignal
    /** After so many milliseconds in which the log says nothing it fails as `Unavailable`; 60,000 unless given. */
    readonly silence?: number
  }

/** What was asked under a name; undefined: nothing. */
type Asked<Options, Name> = Name extends keyof Options ? Options[Name] : undefined

type Named<Options> =
  Asked<Options, 'types'> extends ReadonlyArray<infer Type extends EventType> ? EventNamed<Type> : DomainEvent

type Read<Options, Masked = Asked<Options, 'mask'>> = Masked extends undefined
  ? Named<Options>
  : Masked extends { readonly text: 'omit' }
    ? WithoutText<Named<Options>>
    : 'text' extends keyof Masked
      ? Named<Options> | WithoutText<Named<Options>>
      : Named<Options>

/** What events are given as, by what was asked. */
export type GivenBy<Options> = [Asked<Options, 'upcast'>] extends [true | undefined]
  ? Read<Options>
  : [Asked<Options, 'upcast'>] extends [false]
    ? StoredEvent
    : StoredEvent | Read<Options>

/** What is asked where nothing is said. */
export type Usual = { readonly upcast?: true }

/** How a log is read to be replayed. */
export type ReplayLog = Pick<EventStore, 'subscribe' | 'end' | 'readAll'>

const usualSilence = 60_000

/**
 * The events of a log, page by page, in the order of their positions, and up to its end. A page's `position` is what to
 * go on from: keep it with what was made of the page, in one transaction where there is one.
 *
 * Throws `ReplayFailed` where the log can't be read (on), and a `RangeError` at once where what is asked makes no sense.
 *
 * @example
 * for await (const page of replay(log, { types: ['MessageSent'], from }))
 *   for (const { event, position } of page.events) console.log(position, event.senderId, event.body.text)
 */
export const replay = <const Options extends ReplayOptions = Usual>(
  log: ReplayLog,
  options?: Options,
): AsyncGenerator<ReplayPage<GivenBy<Options>>, undefined, undefined> => {
  // Made at once, so that what makes no sense is thrown before anybody waits for it.
  const given = pagesOf(options ?? {})
  return replayed(log, options ?? {}, given) as AsyncGenerator<
    ReplayPage<GivenBy<Options>>,
    undefined,
    undefined
  >
}

/** Makes pages of what a store yields. */
export const pagesOf = (
  options: Selection & GivenAs,
): ((events: ReadonlyArray<RecordedEvent>, position: Position) => ReplayPage<unknown>) => {
  const give = giving(selecting(options), options)
  return (recorded, position) => {
    const events: Array<Replayed<unknown>> = []
    const unreadable: Array<Unreadable> = []
    let foreign = 0
    for (const from of recorded) {
      const given = give(from)
      if (given?._tag === 'Event') events.push(given.event)
      else if (given?._tag === 'Unreadable') unreadable.push(given.event)
      else if (given?._tag === 'Foreign') foreign += 1
    }
    return { events, unreadable, foreign, position }
  }
}

const beginning = 0 as Position

async function* replayed(
  log: ReplayLog,
  options: ReplayOptions,
  page: ReturnType<typeof pagesOf>,
): AsyncGenerator<ReplayPage<unknown>, undefined, undefined> {
  const { from = beginning, stop, silence = usualSilence, atOnce } = options
  const ended = await log.end()()
  if (E.isLeft(ended)) throw new ReplayFailed(ended.left)
  const end = ended.right ?? beginning
  const to = options.to === undefined || options.to > end ? end : options.to
  // What begins after the end is asked all the same: the log says that it is another, or was set back.
  if (from <= end && to <= from) return undefined

  const filter = filterOf(options)
  const query = { after: from, filter, ...(atOnce === undefined ? {} : { atOnce }) }
  let at = from
  for await (const message of messagesOf(log, query, { stop, silence })) {
    if (message._tag === 'events') {
      const events = message.events.filter(({ position }) => position <= to)
      at = events.at(-1)?.position ?? at
      if (events.length > 0) yield page(events, at)
      if (events.length < message.events.length) break
    } else if (message._tag === 'checkpoint') {
      if (message.position > to) break
      at = message.position
      yield page([], at)
    } else if (message._tag === 'caught-up') {
      // What another process has just committed may not have come yet.
      const more = await log.readAll({ after: at, filter, limit: 1 })()
      if (E.isLeft(more)) throw new ReplayFailed(more.left)
      const [next] = more.right
      if (next === undefined || next.position > to) break
    }
    if (at === to) break
  }
  // An end that somebody made up may lie between two events, where not every log can be read on from.
  if (stop?.aborted !== true && at < to && to === end) yield page([], to)
  return undefined
}
