import { channelOf, type ChannelRow, channelKey, channelRows } from '../channel/rows.ts'
import type { DecisionRow, RowChange } from '../kit/row.ts'
import { everyonesChannelType } from '../permissions/tables.ts'
import { roles } from '../permissions/ranks.ts'
import { certain } from '../values/certain.ts'
import { UserId } from '../values/ids.ts'
import { type MemberRow, memberRows } from './rows.ts'

/** Who becomes a member by an event, and who is none any more. */
export interface ComesAndGoes {
  readonly comes: ReadonlyArray<UserId>
  readonly goes: ReadonlyArray<UserId>
  /** Everybody who was one goes: the channel is no more. */
  readonly ends: boolean
}

const nobody: ReadonlyArray<UserId> = []

/** A channel that is there. */
const anyChannel: ChannelRow = {
  kind: 'channel',
  channelType: everyonesChannelType,
  name: null,
  description: '',
  archived: false,
  deleted: false,
  notification: 'default',
  lastSegments: {},
  feedsEver: 0,
  owners: 0,
  members: 0,
}

/** A member of each role. */
const anyMember: ReadonlyArray<MemberRow> = roles.map((role) => ({ kind: 'member', role }))

/**
 * Who comes and goes by what an event does to rows, whatever it is called: where there is a row of a member that was not
 * there they come, and where one that was there is gone they go, if only one of some role. Where the channel is gone, all go.
 */
export const comesAndGoes = (changes: ReadonlyArray<RowChange>): ComesAndGoes => ({
  comes: membersWhere(changes, ({ apply }) => apply(undefined) !== undefined),
  goes: whoGoes(changes),
  ends: changes.some(({ key, apply }) => key.kind === channelRows.kind && isGone(apply(anyChannel))),
})

/** Of `comesAndGoes`, who goes: what the channel comes to is not made for that. */
export const whoGoes = (changes: ReadonlyArray<RowChange>): ReadonlyArray<UserId> =>
  membersWhere(changes, ({ apply }) => anyMember.some((row) => apply(row) === undefined))

const membersWhere = (
  changes: ReadonlyArray<RowChange>,
  found: (change: RowChange) => boolean,
): ReadonlyArray<UserId> => {
  let members = nobody
  for (const change of changes)
    if (change.key.kind === memberRows.kind && found(change))
      members = [...members, certain(UserId, change.key.parts[0])]
  return members
}

const isGone = (channel: DecisionRow | undefined): boolean =>
  channelOf(new Map([[channelKey.text, channel]])) === undefined
