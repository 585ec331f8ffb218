import { type publicRows } from '@parley/contract'
import {
  ChannelId,
  inboxStreams,
  type RowKind,
  TenantId,
  Timestamp,
  type ToldIn,
  UserId,
} from '@parley/domain'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection, ReadModel } from '@parley/projection'

/**
 * The channels that each person has marked in some way for themselves, and since when: `marks` says of an event whether
 * it marks its channel (true), takes that back (false), or is about something else.
 */
export const markedChannels = <Kind extends string>(
  name: string,
  {
    kind,
    rows,
    publicRow,
    marks,
  }: {
    readonly kind: Kind
    readonly rows: RowKind<{ readonly kind: Kind }, [channelId: ChannelId]>
    readonly publicRow: typeof publicRows.favourite | typeof publicRows.receiptsKept
    readonly marks: (event: ToldIn<'inbox'>) => boolean | undefined
  },
): ReadModel => {
  const marked = table({
    name,
    columns: {
      tenant_id: column('text', TenantId),
      user_id: column('text', UserId),
      channel_id: column('uuid', ChannelId),
      since: column('text', Timestamp),
    },
    key: ['tenant_id', 'user_id', 'channel_id'],
  })
  const { put, remove } = operations(marked)
  const project: Projection<ToldIn<'inbox'>> = ({ event }) => {
    const isMarked = marks(event)
    if (isMarked === undefined) return nothing
    const key = { tenant_id: event.tenantId, user_id: event.userId, channel_id: event.channelId }
    return [isMarked ? put({ ...key, since: event.at }) : remove(key)]
  }
  return toldModelOf(inboxStreams, {
    table: marked,
    version: 1,
    project,
    publicRow: publicRowOf(publicRow, marked, { key: {}, columns: { since: 'since' }, counters: {} }),
    decisions: [decisionRow(rows, { table: marked, by: ['channel_id'], columns: [], row: () => ({ kind }) })],
  })
}
