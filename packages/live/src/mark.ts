import {
  type ChannelId,
  changesReceipts,
  type DomainEvent,
  isEventIn,
  type Position,
  rowChangesOf,
  type TenantId,
  type UserId,
} from '@parley/domain'

/** Something that others may be told of somebody's reading in a channel is another: they read on, say, or tell it no more. */
export interface Mark {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly userId: UserId
  readonly position: Position
}

/** RECEIPT-6: what an event says of somebody's reading; undefined: nothing. */
export const markOf = (event: DomainEvent, position: Position): Mark | undefined => {
  if (!isEventIn('inbox', event) || !changesReceipts(rowChangesOf(event))) return undefined
  const { tenantId, channelId, userId } = event
  return { tenantId, channelId, userId, position }
}
