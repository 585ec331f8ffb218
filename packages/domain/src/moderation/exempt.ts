import type { ChannelRow } from '../channel/rows.ts'
import { permissions } from '../permissions/built-in.ts'
import { may } from '../permissions/may.ts'
import type { Action } from '../permissions/tables.ts'
import type { Role } from '../membership/roles.ts'
import type { ChannelFacts } from '../streams/channel-stream.ts'

/** Who says something in a channel; null: the engine's own rules, which are no members. */
export interface Speaker {
  readonly channel: ChannelRow
  readonly role: Role | null
}

/** Whether somebody is not held by what holds all who are in the channel, since they may do it to others. */
export const isExempt = (
  { channel, role }: Speaker,
  { by, channelId, at }: Pick<ChannelFacts, 'by' | 'channelId' | 'at'>,
  action: Action,
): boolean => {
  const { channelType, archived } = channel
  return may({ userId: by, role, channelId, channelType, archived }, action, permissions, at).allowed
}
