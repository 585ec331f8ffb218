import {
  Body,
  ChannelType,
  FeedId,
  mainFeed,
  MessageId,
  Position,
  ReactionName,
  Revision,
  Role,
  Segment,
  UserId,
} from '@parley/domain'
import type { ChannelKey, ChannelStateRow, ReactionsRow } from '@parley/domain'
import type { RowsAsOf } from '@parley/commands'
import * as t from 'io-ts'
import type { ChannelQuestion } from './channel-statement.ts'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

const Feeds = t.array(t.tuple([FeedId, Segment]))
const Place = t.type({ 0: Revision, 1: Position })
const Channel = t.type({
  0: Revision,
  1: Position,
  2: ChannelType,
  3: orNull(t.string),
  4: t.string,
  5: t.boolean,
  6: Segment,
  7: t.number,
  8: t.number,
  9: orNull(Feeds),
})
const Member = t.type({ 0: Role })
const Message = t.type({
  0: UserId,
  1: FeedId,
  2: Segment,
  3: orNull(MessageId),
  4: orNull(Body),
  5: t.boolean,
})

const Reactions = t.type({ 0: orNull(t.array(t.tuple([ReactionName, UserId]))) })

/** What the statement gives: the kind of a row, the number that it was asked for under, and its columns. */
export const Found = t.array(
  t.type({
    kind: t.keyof({
      channel: null,
      member: null,
      message: null,
      reaction: null,
      reactions: null,
      done: null,
    }),
    n: t.number,
    row: t.UnknownArray,
  }),
)
export type Found = t.TypeOf<typeof Found>

/** A row that is not what a row of its kind has to be. */
export class BadRow extends Error {}

const row = (kind: Found[number]['kind'], columns: ReadonlyArray<unknown>): ChannelStateRow | undefined => {
  if (kind === 'reaction' || kind === 'done') return { kind }
  // To a codec of properties an array is none, an object with the same numbers is.
  const cells: unknown = Object.assign({}, columns)
  if (kind === 'member' && Member.is(cells)) return { kind, role: cells[0] }
  if (kind === 'message' && Message.is(cells)) {
    const { 0: senderId, 1: feedId, 2: segment, 3: parentId, 4: body, 5: deleted } = cells
    return { kind, senderId, feedId, segment, parentId, body, deleted }
  }
  if (kind === 'reactions' && Reactions.is(cells)) return reactionsRow(cells[0] ?? [])
  if (kind === 'channel' && Channel.is(cells)) {
    const { 2: channelType, 3: name, 4: description, 5: archived, 7: owners, 8: members } = cells
    const lastSegments = Object.fromEntries([[mainFeed, cells[6]], ...(cells[9] ?? [])])
    return { kind, channelType, name, description, archived, lastSegments, owners, members }
  }
  throw new BadRow(`not a row of kind ${kind}: ${JSON.stringify(columns)}`)
}

const reactionsRow = (reactions: ReadonlyArray<[ReactionName, UserId]>): ReactionsRow | undefined => {
  const byName = new Map<ReactionName, Set<UserId>>()
  for (const [name, userId] of reactions) byName.set(name, (byName.get(name) ?? new Set()).add(userId))
  return byName.size === 0 ? undefined : { kind: 'reactions', byName }
}

/** The answers to questions, out of what their one statement found. Throws `BadRow`. */
export const channelAnswers = (
  questions: ReadonlyArray<ChannelQuestion>,
  found: Found,
): ReadonlyArray<RowsAsOf<ChannelKey, ChannelStateRow>> => {
  const byNumber = new Map(found.map((each) => [each.n, each]))
  let next = questions.length
  return questions.map(({ keys }, n) => {
    const channel = byNumber.get(n)
    const rows = new Map<ChannelKey, ChannelStateRow | undefined>()
    for (const key of keys) {
      const each = key === 'channel' ? channel : byNumber.get(next)
      rows.set(key, each === undefined ? undefined : row(each.kind, each.row))
      next++
    }
    if (channel === undefined) return { revision: 'no-stream', position: 0 as Position, rows }
    const place: unknown = Object.assign({}, channel.row)
    if (!Place.is(place)) throw new BadRow(`not a channel: ${JSON.stringify(channel.row)}`)
    return { revision: place[0], position: place[1], rows }
  })
}
