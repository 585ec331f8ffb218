import type { Position, Revision } from '@parley/domain'
import type { EventFilter } from '@parley/event-store'
import { identifierOf } from './append-request.ts'
import { shared, streams } from './generated.ts'

const { Options } = streams.ReadReq
const { FORWARDS, BACKWARDS } = Options.ReadDirection
const directions = { forwards: FORWARDS, backwards: BACKWARDS }
type Direction = keyof typeof directions
type ReadOptions = InstanceType<typeof Options>

/** Counted by the server as an unsigned 64-bit number; this is enough. */
const all = Number.MAX_SAFE_INTEGER

/** How many events a filtered read looks at in one go, and after how many of these a subscription hears of it. */
const searchWindow = 500
const checkpointWindows = 4

const begin = (): ReadOptions =>
  new Options().setUuidOption(new Options.UUIDOption().setString(new shared.Empty())).setResolveLinks(false)

const end = (options: ReadOptions): InstanceType<typeof streams.ReadReq> =>
  new streams.ReadReq().setOptions(options)

const literally = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`)

/**
 * The server filters by streams or by types, not by both; whoever reads filters once more by what it was asked for.
 * Types first, since a log of ours holds little but our own streams. Its own events, whose types begin with `$`,
 * never pass.
 */
const filterOf = (filter: EventFilter | undefined): InstanceType<typeof Options.FilterOptions> => {
  const expression = new Options.FilterOptions.Expression()
  const options = new Options.FilterOptions()
    .setMax(searchWindow)
    .setCheckpointintervalmultiplier(checkpointWindows)
  if (filter?.types !== undefined) {
    // Prefixes would let `message-sent-v2` in with `message-sent`.
    return options.setEventType(expression.setRegex(`^(?:${filter.types.map(literally).join('|')})$`))
  }
  if (filter?.streamPrefixes !== undefined && filter.streamPrefixes.length > 0)
    return options.setStreamIdentifier(expression.setPrefixList([...filter.streamPrefixes]))
  return options.setEventType(expression.setRegex(String.raw`^[^\$].*`))
}

/** A position as the server has it: two numbers, written in digits. They differ only in transactions of old. */
export interface ServerPosition {
  readonly commit: string
  readonly prepare: string
}

const positionOf = ({ commit, prepare }: ServerPosition): InstanceType<typeof Options.Position> =>
  new Options.Position().setCommitPosition(commit).setPreparePosition(prepare)

/** The position of an event that was written over gRPC. */
const serverPositionOf = (position: Position): ServerPosition => ({
  commit: String(position),
  prepare: String(position),
})

/** Forwards from a position, itself included; backwards from before it. Absent: from the beginning, or the end. */
const allFrom = (
  position: ServerPosition | undefined,
  direction: Direction,
): InstanceType<typeof Options.AllOptions> => {
  const from = new Options.AllOptions()
  if (position !== undefined) return from.setPosition(positionOf(position))
  return direction === 'forwards' ? from.setStart(new shared.Empty()) : from.setEnd(new shared.Empty())
}

export interface StreamRead {
  readonly direction: Direction
  readonly from?: Revision | undefined
  readonly limit?: number | undefined
}

export const readStreamRequest = (
  stream: string,
  { direction, from, limit = all }: StreamRead,
): InstanceType<typeof streams.ReadReq> => {
  const of = new Options.StreamOptions().setStreamIdentifier(identifierOf(stream))
  if (from !== undefined) of.setRevision(String(from))
  else if (direction === 'forwards') of.setStart(new shared.Empty())
  else of.setEnd(new shared.Empty())
  // From compatibility 1 on the server also tells the stream's last revision, where no event of it can be read.
  const told = new Options.ControlOption().setCompatibility(1)
  const options = begin().setStream(of).setReadDirection(directions[direction]).setControlOption(told)
  return end(options.setCount(String(limit)).setNoFilter(new shared.Empty()))
}

export interface AllRead extends StreamRead {
  readonly from?: never
  readonly position?: Position | undefined
  /** Which events; `none`: the server's own, too. */
  readonly filter: EventFilter | undefined | 'none'
}

export const readAllRequest = (read: AllRead): InstanceType<typeof streams.ReadReq> => {
  const { direction, position, limit = all, filter } = read
  const options = begin().setReadDirection(directions[direction])
  options.setAll(allFrom(position === undefined ? undefined : serverPositionOf(position), direction))
  options.setCount(String(limit))
  if (filter === 'none') options.setNoFilter(new shared.Empty())
  else options.setFilter(filterOf(filter))
  return end(options)
}

/**
 * Follows all streams after an event. The server looks for the next event at that position or behind it, takes it for
 * the one that was named, and begins behind it: so an event has to be there.
 */
export const subscribeRequest = (
  after: ServerPosition | undefined,
  filter: EventFilter | undefined,
): InstanceType<typeof streams.ReadReq> => {
  const options = begin().setAll(allFrom(after, 'forwards')).setFilter(filterOf(filter))
  return end(options.setSubscription(new Options.SubscriptionOptions()))
}
