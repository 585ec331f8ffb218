import {
  type Command,
  type FeedId,
  isAtLeast,
  type MemberJoined,
  type MemberLeft,
  type MemberRoleChanged,
  type NicknameSet,
  mainFeed,
  messageIdOf,
  Role,
  Segment,
  type SegmentByFeed,
  type Timestamp,
  type UserId,
} from '@parley/domain'
import type { Step } from '@parley/import-kit'
import type { ChannelUser, Cursor } from './documents.ts'
import { later } from './items.ts'
import { mark, momentOf, named, personOf, type ChannelFacts } from './names.ts'
import { type ChannelDocuments, type FoundDocument, type Report, tell } from './read-documents.ts'

/** A membership that is taken. */
export interface TakenMember {
  readonly userId: UserId
  readonly joinedAt: Timestamp
  readonly left: Timestamp | null
  readonly events: ReadonlyArray<{
    readonly key: Timestamp
    readonly event: MemberJoined | MemberRoleChanged | NicknameSet | MemberLeft
  }>
  readonly found: FoundDocument<ChannelUser>
}

type Facts = Pick<ChannelFacts, 'tenantId' | 'channelId'>
type MemberDocument = NonNullable<NonNullable<ChannelUser['parley']>['member']>

/** The memberships of a channel. `reached`: how far each feed was at a moment. */
export const membersOf = (
  { users }: ChannelDocuments,
  facts: Facts,
  began: Timestamp,
  reached: (at: Timestamp) => SegmentByFeed,
  report: Report,
): ReadonlyArray<TakenMember> =>
  [...users].flatMap(([id, found]) => {
    const userId = personOf(id)
    const { membership, parley } = found.document
    if (userId === undefined) return tell(report, found, `${id} can be the name of nobody`) ?? []
    if (parley === undefined ? membership !== 'member' : parley.member === null) return []
    return [memberOf(found, userId, facts, began, reached, report)]
  })

const memberOf = (
  found: FoundDocument<ChannelUser>,
  userId: UserId,
  facts: Facts,
  began: Timestamp,
  reached: (at: Timestamp) => SegmentByFeed,
  report: Report,
): TakenMember => {
  const { createdAt } = found.document
  const parley = found.document.parley?.member ?? undefined
  const joinedAt = momentOf(createdAt)
  const begins = later(joinedAt, began)
  const by = parley?.by ?? userId
  const roles = parley?.roles ?? [{ role: roleOf(found, report), at: joinedAt, by }]
  const first = roles[0]?.role ?? 'member'
  const who = mark(userId)
  const joined: MemberJoined = {
    type: 'MemberJoined',
    ...facts,
    by,
    at: joinedAt,
    commandId: named('join', who),
    userId,
    role: first,
    segments: parley === undefined ? reached(begins) : parley.segments,
  }
  const changes = roles.slice(1).map(({ role, at, by: changer }, n) => ({
    key: later(at, begins),
    event: {
      type: 'MemberRoleChanged' as const,
      ...facts,
      by: changer,
      at,
      commandId: named('role', `${who}:${n}`),
      userId,
      role,
      previous: roles[n]?.role ?? first,
    },
  }))
  const left = parley?.left ?? null
  const lastKey = changes.at(-1)?.key ?? begins
  const called = parley?.nickname ?? null
  const nicknames = called === null ? [] : [nicknameOf(userId, called, facts, begins)]
  const events = [{ key: begins, event: joined }, ...changes, ...nicknames]
  if (left === null) return { userId, joinedAt, left: null, events, found }
  const leaving: MemberLeft = {
    type: 'MemberLeft',
    ...facts,
    by: left.by,
    at: left.at,
    commandId: named('leave', who),
    userId,
    role: roles.at(-1)?.role ?? first,
  }
  return {
    userId,
    joinedAt,
    left: left.at,
    events: [...events, { key: later(left.at, lastKey), event: leaving }],
    found,
  }
}

const nicknameOf = (
  userId: UserId,
  { at, by, nickname }: NonNullable<MemberDocument['nickname']>,
  facts: Facts,
  begins: Timestamp,
) => {
  const commandId = named('nickname', mark(userId))
  const event: NicknameSet = { type: 'NicknameSet', ...facts, by, at, commandId, userId, nickname }
  return { key: later(at, begins), event }
}

/** The highest of somebody's roles that is known here. */
export const roleOf = (found: FoundDocument<ChannelUser>, report: Report): Role => {
  let role: Role = 'member'
  const given = (found.document.roles ?? []).map((name) => name.replace(/^channel-/, ''))
  const known = given.filter(Role.is)
  const unknown = given.filter((name) => !Role.is(name))
  if (unknown.length > 0)
    tell(report, found, `there are no such roles here: ${unknown.join(', ').slice(0, 200)}`, 'mended')
  if (known.length > 0 && known.every((name) => name === 'guest')) return 'guest'
  for (const name of known) if (isAtLeast(name, role)) role = name
  return role
}

/** How far members have read, as they would say it themselves. */
export const marksOf = (
  members: ReadonlyArray<TakenMember>,
  facts: Facts,
  feeds: ReadonlyArray<FeedId>,
  idOf: (id: string) => ReturnType<typeof messageIdOf> | undefined,
): ReadonlyArray<Step> =>
  members.flatMap(({ userId, left, joinedAt, found }) => {
    const { readToSegment, updatedAt } = found.document
    const parley = found.document.parley?.member
    const readTo = Segment.is(readToSegment) ? readToSegment : 0
    const at = updatedAt === undefined ? joinedAt : momentOf(updatedAt)
    const whole: ReadonlyArray<Cursor> = readTo === 0 ? [] : [{ feedId: mainFeed, readTo, at }]
    if (left !== null) return []
    return (parley?.cursors ?? whole).flatMap((cursor): ReadonlyArray<Step> => {
      const { feedId, readTo: segment, parentId: given } = cursor
      const parentId = typeof given === 'string' ? idOf(given) : given
      if (!feeds.includes(feedId) || (typeof given === 'string' && parentId === undefined)) return []
      const command: Command = {
        type: 'MarkRead',
        ...facts,
        by: userId,
        at: cursor.at,
        commandId: named('read', mark(`${facts.channelId}:${feedId}:${given === undefined ? 'all' : given}`)),
        feedId,
        segment,
        ...(parentId === undefined ? {} : { parentId }),
      }
      return [{ file: found.file, line: found.line, command }]
    })
  })
