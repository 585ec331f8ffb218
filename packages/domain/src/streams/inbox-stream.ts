import * as t from 'io-ts'
import type { EventDefinition, EventRules, OwnAudience, Says } from '../kit/event.ts'
import { streamKind, streamName } from '../kit/stream-kind.ts'
import { CommandId, TenantId, UserId } from '../values/ids.ts'
import { Timestamp } from '../values/timestamp.ts'

/** The stream of what is one person's alone. */
export const inboxStreams = streamKind({
  kind: 'inbox',
  whose: 'person',
  id: 'userId',
  codec: UserId,
  keptAtHand: undefined,
  beginsWith: undefined,
})

/** The name of a person's inbox: `inbox-<tenant>.<userId>`. */
export const inboxStream = (tenantId: TenantId, userId: UserId): string =>
  streamName(inboxStreams, { tenantId, userId })

/** What every event of an inbox says: whose it is, by which command of theirs it happened, and when. */
const inboxFacts = { tenantId: TenantId, userId: UserId, commandId: CommandId, at: Timestamp }

const toOwner = ({ userId }: { readonly userId: UserId }): OwnAudience => ({ _tag: 'person', userId })

type Facts<Type extends string> = { readonly type: t.LiteralC<Type> } & typeof inboxFacts
type Codec<Type extends string, Props extends t.Props, Perhaps extends t.Props> = t.ExactC<
  t.IntersectionC<[t.TypeC<Facts<Type>>, t.TypeC<Props>, t.PartialC<Perhaps>]>
>
type Given<Type extends string, Props extends t.Props, Perhaps extends t.Props> = t.TypeOf<
  Codec<Type, Props, Perhaps>
>

/**
 * Defines a type of event of an inbox by the fields that it has beside those of all, always or perhaps, and its rules.
 * Its owner is told of it, and nobody else: that is no matter of its rules.
 */
export const inboxEvent = <
  Type extends string,
  Props extends t.Props,
  Perhaps extends t.Props,
  const Saying extends Says<Given<Type, Props, Perhaps>>,
>(
  type: Type,
  fields: { readonly always: Props; readonly perhaps: Perhaps },
  rules: Omit<EventRules<Given<Type, Props, Perhaps>, Saying, OwnAudience>, 'audience'>,
): EventDefinition<Type, Codec<Type, Props, Perhaps>, typeof inboxStreams, Saying> => ({
  type,
  codec: t.exact(
    t.intersection([
      t.type({ type: t.literal(type), ...inboxFacts }),
      t.type(fields.always),
      t.partial(fields.perhaps),
    ]),
    type,
  ),
  stream: inboxStreams,
  ...rules,
  audience: toOwner,
})
