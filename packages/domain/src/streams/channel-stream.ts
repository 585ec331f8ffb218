import * as t from 'io-ts'
import { type Partly, partly } from '../kit/partly.ts'
import { channelKey } from '../channel/rows.ts'
import type { ChannelAudience, EventDefinition, EventRules, Says } from '../kit/event.ts'
import { streamKind, streamName } from '../kit/stream-kind.ts'
import { ChannelId, CommandId, TenantId, UserId } from '../values/ids.ts'
import { Timestamp } from '../values/timestamp.ts'

/** The stream of a channel: all that happens in it. */
export const channelStreams = streamKind({
  kind: 'channel',
  whose: 'channel',
  id: 'channelId',
  codec: ChannelId,
  keptAtHand: channelKey,
  beginsWith: 'ChannelCreated',
})

/** The name of a channel's stream: `channel-<tenant>.<channelId>`. */
export const channelStream = (tenantId: TenantId, channelId: ChannelId): string =>
  streamName(channelStreams, { tenantId, channelId })

/** What every event of a channel says: where it happened, who did it by which command, and when. */
const channelFacts = {
  tenantId: TenantId,
  channelId: ChannelId,
  by: UserId,
  commandId: CommandId,
  at: Timestamp,
}

/** The shape of what every event of a channel says. */
export type ChannelFacts = t.TypeOf<t.TypeC<typeof channelFacts>>

/** What a command hands on to the events that it makes. */
export const factsOf = ({ tenantId, channelId, by, commandId, at }: ChannelFacts): ChannelFacts => ({
  tenantId,
  channelId,
  by,
  commandId,
  at,
})

type Fields<Type extends string, Props extends t.Props> = {
  readonly type: t.LiteralC<Type>
} & typeof channelFacts &
  Props
type Codec<Type extends string, Props extends t.Props> = t.ExactC<t.TypeC<Fields<Type, Props>>>
type Given<Type extends string, Props extends t.Props> = t.TypeOf<Codec<Type, Props>>

/** Defines a type of event of a channel by the fields that it has beside those of all, and its rules. */
export const channelEvent = <
  Type extends string,
  Props extends t.Props,
  const Saying extends Says<Given<Type, Props>>,
>(
  type: Type,
  fields: Props,
  rules: EventRules<Given<Type, Props>, Saying, ChannelAudience>,
): EventDefinition<Type, Codec<Type, Props>, typeof channelStreams, Saying> => ({
  type,
  codec: t.strict({ type: t.literal(type), ...channelFacts, ...fields }, type),
  stream: channelStreams,
  ...rules,
})

type PartlyCodec<Type extends string, Props extends t.Props, Perhaps extends t.Props> = Partly<
  Fields<Type, Props>,
  Perhaps
>
type PartlyGiven<Type extends string, Props extends t.Props, Perhaps extends t.Props> = t.TypeOf<
  PartlyCodec<Type, Props, Perhaps>
>

/** As `channelEvent`, with fields that an event has perhaps. */
export const channelEventWith = <
  Type extends string,
  Props extends t.Props,
  Perhaps extends t.Props,
  const Saying extends Says<PartlyGiven<Type, Props, Perhaps>>,
>(
  type: Type,
  fields: { readonly always: Props; readonly perhaps: Perhaps },
  rules: EventRules<PartlyGiven<Type, Props, Perhaps>, Saying, ChannelAudience>,
): EventDefinition<Type, PartlyCodec<Type, Props, Perhaps>, typeof channelStreams, Saying> => ({
  type,
  codec: partly<Fields<Type, Props>, Perhaps>(
    type,
    { type: t.literal(type), ...channelFacts, ...fields.always },
    fields.perhaps,
  ),
  stream: channelStreams,
  ...rules,
})
