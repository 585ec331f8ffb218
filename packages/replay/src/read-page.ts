import type { Position } from '@parley/domain'
import type { Replayed, ReplayPage, Unreadable } from './page.ts'
import { type GivenBy, replay, type ReplayLog, type ReplayOptions } from './replay.ts'

/** How much one page may be. */
export interface PageBounds {
  /** The most events, those included that can't be read. */
  readonly rows: number
  /** The most bytes of them as JSON; a single event may be more. */
  readonly bytes: number
  /** At the most so many parts of the log are looked through for it. */
  readonly looks: number
}

/** A page, and whether there was more in the log when it was read. */
export interface BoundedPage<Given> extends ReplayPage<Given> {
  readonly more: boolean
}

/**
 * One page of a log, bounded, for whoever asks for one after the other. It may hold no events and move on all the same,
 * where few of the log's are asked for. Throws as `replay` does.
 *
 * @example const { events, position, more } = await readPage(log, { from }, { rows: 100, bytes: 100_000, looks: 10 })
 */
export const readPage = async <const Options extends ReplayOptions>(
  log: ReplayLog,
  options: Options,
  bounds: PageBounds,
): Promise<BoundedPage<GivenBy<Options>>> => {
  const events: Array<Replayed<GivenBy<Options>>> = []
  const unreadable: Array<Unreadable> = []
  let [foreign, bytes, looks] = [0, 0, 0]
  let position = options.from ?? (0 as Position)
  const end = (more: boolean) => ({ events, unreadable, foreign, position, more })

  for await (const page of replay(log, options)) {
    foreign += page.foreign
    for (const taken of inOrder(page)) {
      const size = Buffer.byteLength(JSON.stringify(taken.what))
      const rows = events.length + unreadable.length
      if (rows >= bounds.rows || (rows > 0 && bytes + size > bounds.bytes)) return end(true)
      bytes += size
      if (taken._tag === 'Event') events.push(taken.what)
      else unreadable.push(taken.what)
      position = taken.what.position
    }
    position = page.position
    looks += 1
    if (looks >= bounds.looks) return end(true)
  }
  return end(false)
}

type Taken<Given> =
  | { readonly _tag: 'Event'; readonly what: Replayed<Given> }
  | { readonly _tag: 'Unreadable'; readonly what: Unreadable }

const inOrder = <Given>({ events, unreadable }: ReplayPage<Given>): ReadonlyArray<Taken<Given>> => {
  const read = events.map((what) => ({ _tag: 'Event', what }) as const)
  if (unreadable.length === 0) return read
  const unread = unreadable.map((what) => ({ _tag: 'Unreadable', what }) as const)
  return [...read, ...unread].toSorted((a, b) => a.what.position - b.what.position)
}
