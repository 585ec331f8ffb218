import * as t from 'io-ts'
import type { AcquaintedAudience, EventDefinition, EventRules, Says } from '../kit/event.ts'
import { streamKind, streamName } from '../kit/stream-kind.ts'
import { CommandId, TenantId, UserId } from '../values/ids.ts'
import { Timestamp } from '../values/timestamp.ts'

/** The stream of what a person says of themselves, for those who know of them. */
export const userStreams = streamKind({
  kind: 'user',
  whose: 'acquainted',
  id: 'userId',
  codec: UserId,
  keptAtHand: undefined,
  beginsWith: undefined,
})

/** The name of a person's stream: `user-<tenant>.<userId>`. */
export const userStream = (tenantId: TenantId, userId: UserId): string =>
  streamName(userStreams, { tenantId, userId })

/** What every event about a person says: whom, by which command of theirs, and when. */
const userFacts = { tenantId: TenantId, userId: UserId, commandId: CommandId, at: Timestamp }

const toAcquainted = ({ userId }: { readonly userId: UserId }): AcquaintedAudience => ({
  _tag: 'acquainted',
  userId,
})

type Facts<Type extends string> = { readonly type: t.LiteralC<Type> } & typeof userFacts
type Codec<Type extends string, Props extends t.Props> = t.ExactC<
  t.IntersectionC<[t.TypeC<Facts<Type>>, t.TypeC<Props>]>
>
type Given<Type extends string, Props extends t.Props> = t.TypeOf<Codec<Type, Props>>

/**
 * Defines a type of event about a person by the fields that it has beside those of all, and its rules. Those who know of
 * the person are told of it: that is no matter of its rules.
 */
export const userEvent = <
  Type extends string,
  Props extends t.Props,
  const Saying extends Says<Given<Type, Props>>,
>(
  type: Type,
  fields: Props,
  rules: Omit<EventRules<Given<Type, Props>, Saying, AcquaintedAudience>, 'audience'>,
): EventDefinition<Type, Codec<Type, Props>, typeof userStreams, Saying> => ({
  type,
  codec: t.exact(t.intersection([t.type({ type: t.literal(type), ...userFacts }), t.type(fields)]), type),
  stream: userStreams,
  ...rules,
  audience: toAcquainted,
})
