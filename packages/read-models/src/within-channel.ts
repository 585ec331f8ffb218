import type { ToldIn } from '@parley/domain'
import { clearing, type Projection } from '@parley/projection'
import type { Column, Table } from '@parley/projection'

/** By what the rows of a channel are known, in tables that are cleared of them. */
export const byChannel = ['tenant_id', 'channel_id'] as const

type Columns = Readonly<Record<(typeof byChannel)[number], Column>>

/** A projection into a table that has many rows of a channel, all of which go with it. */
export const withinChannel = <
  C extends Columns,
  Key extends keyof C & string,
  Counter extends keyof C & string,
  Event extends ToldIn<'channel'>,
>(
  table: Table<C, Key, Counter>,
  project: Projection<Event>,
): Projection<Event> => {
  const clear = clearing(table as unknown as Table<Columns>)
  return (projected) => {
    const { type, tenantId, channelId } = projected.event
    return type === 'ChannelDeleted'
      ? [clear({ tenant_id: tenantId, channel_id: channelId })]
      : project(projected)
  }
}
