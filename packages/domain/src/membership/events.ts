import * as t from 'io-ts'
import { channelKey } from '../channel/rows.ts'
import { mainFeed } from '../feeds/feed.ts'
import { SegmentByFeed } from '../feeds/segment-by-feed.ts'
import { type ChannelAudience, type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { patch, put, remove, type RowChange } from '../kit/row.ts'
import type { Upcaster } from '../kit/upcaster.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { type ChannelId, UserId } from '../values/ids.ts'
import { Role } from './roles.ts'
import { Nickname, nicknameKey } from './nickname.ts'
import { memberKey } from './rows.ts'

/** Whom it is about is told too: they may not watch yet, or no more. */
const told = {
  audience: ({ userId }: { readonly userId: UserId }): ChannelAudience => ({
    _tag: 'watchers',
    and: [userId],
  }),
  id: idByCommand,
} as const
const first = { version: 1, upcasters: [] } as const

const owners = (role: Role): number => (role === 'owner' ? 1 : 0)

/** The channel has so many more members and owners. */
const counts = (more: { readonly members: number; readonly owners: number }): RowChange =>
  patch(channelKey, (row) => ({
    ...row,
    members: row.members + more.members,
    owners: row.owners + more.owners,
  }))

/** At first a membership said where it began in the main feed, which was the only one. */
const ofMainAlone: Upcaster = {
  type: 'MemberJoined',
  version: 1,
  up: ({ segment = null, ...data }) => ({
    type: 'MemberJoined',
    version: 2,
    data: { ...data, segments: { [mainFeed]: segment } },
  }),
}

/** Somebody became a member, by themselves or added by another. */
export const MemberJoined = channelEvent(
  'MemberJoined',
  {
    userId: UserId,
    role: Role,
    /** The last segment of each feed at that moment: what came before is not unread for them. */
    segments: SegmentByFeed,
  },
  {
    version: 2,
    upcasters: [ofMainAlone],
    ...told,
    says: {},
    takesBack: undefined,
    rows: (event) => [
      counts({ members: 1, owners: owners(event.role) }),
      put(memberKey(event.userId), { kind: 'member', role: event.role }),
      done(event),
    ],
  },
)
export type MemberJoined = EventOf<typeof MemberJoined>

/** A member went, by themselves or removed by another. */
export const MemberLeft = channelEvent(
  'MemberLeft',
  {
    userId: UserId,
    /** The role that they had. */
    role: Role,
  },
  {
    ...first,
    ...told,
    says: {},
    // What they were called here goes with them.
    takesBack: ({ channelId, userId }) => [{ kind: 'nickname', channelId, userId, instead: null }],
    rows: (event) => [
      counts({ members: -1, owners: -owners(event.role) }),
      remove(memberKey(event.userId)),
      remove(nicknameKey(event.userId)),
      done(event),
    ],
  },
)
export type MemberLeft = EventOf<typeof MemberLeft>

/** A member got another role. */
export const MemberRoleChanged = channelEvent(
  'MemberRoleChanged',
  {
    userId: UserId,
    role: Role,
    /** The role that they had. */
    previous: Role,
  },
  {
    ...first,
    ...told,
    says: {},
    takesBack: undefined,
    rows: (event) => [
      counts({ members: 0, owners: owners(event.role) - owners(event.previous) }),
      patch(memberKey(event.userId), (row) => ({ ...row, role: event.role })),
      done(event),
    ],
  },
)
export type MemberRoleChanged = EventOf<typeof MemberRoleChanged>

interface OfMember {
  readonly channelId: ChannelId
  readonly userId: UserId
}

/** What the member is called, which gives way to the next nickname. */
const nicknameOf = ({ channelId, userId }: OfMember) => [{ kind: 'nickname', channelId, userId }] as const

/** A member is called something else in a channel; null: by no nickname any more. */
export const NicknameSet = channelEvent(
  'NicknameSet',
  { userId: UserId, nickname: t.union([Nickname, t.null]) },
  {
    ...first,
    audience: toWatchers,
    id: idByCommand,
    says: { nickname: { of: nicknameOf, becomes: 'latest' } },
    takesBack: ({ channelId, userId, nickname: instead }) => [
      { kind: 'nickname', channelId, userId, instead },
    ],
    rows: ({ userId, nickname, ...event }) => {
      const key = nicknameKey(userId)
      return [nickname === null ? remove(key) : put(key, { kind: 'nickname', nickname }), done(event)]
    },
  },
)
export type NicknameSet = EventOf<typeof NicknameSet>
