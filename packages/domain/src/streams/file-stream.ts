import * as t from 'io-ts'
import type { EventDefinition, EventRules, NoAudience } from '../kit/event.ts'
import { streamKind } from '../kit/stream-kind.ts'
import { fileKey } from '../files/rows.ts'
import { FileId } from '../messages/bodies/parts.ts'
import { CommandId, TenantId, UserId } from '../values/ids.ts'
import { Timestamp } from '../values/timestamp.ts'

/** The stream of a file: what became of it. Its bytes are kept elsewhere. */
export const fileStreams = streamKind({
  kind: 'file',
  whose: 'nobody',
  id: 'fileId',
  codec: FileId,
  keptAtHand: fileKey,
  beginsWith: 'FileRegistered',
})

/** What every event of a file says: which one, who did it by which command, and when. */
const fileFacts = { tenantId: TenantId, fileId: FileId, by: UserId, commandId: CommandId, at: Timestamp }

/** The shape of what every event of a file says. */
export type FileFacts = t.TypeOf<t.TypeC<typeof fileFacts>>

/** What a command hands on to the event that it makes of a file. */
export const fileFactsOf = ({ tenantId, fileId, by, commandId, at }: FileFacts): FileFacts => ({
  tenantId,
  fileId,
  by,
  commandId,
  at,
})

const toNobody = (): NoAudience => ({ _tag: 'nobody' })

type Fields<Type extends string, Props extends t.Props> = {
  readonly type: t.LiteralC<Type>
} & typeof fileFacts &
  Props
type Codec<Type extends string, Props extends t.Props> = t.ExactC<t.TypeC<Fields<Type, Props>>>
type Given<Type extends string, Props extends t.Props> = t.TypeOf<Codec<Type, Props>>

type Rules<Event, Saying> = Pick<EventRules<Event, Saying, NoAudience>, 'id' | 'rows' | 'says'>

/**
 * Defines a type of event of a file by the fields that it has beside those of all, its id and its rows. Nobody is told
 * of it, and nothing of it is ever taken back: that is no matter of its rules.
 */
export const fileEvent = <
  Type extends string,
  Props extends t.Props,
  const Saying extends { readonly [Field in keyof Given<Type, Props>]?: 'stays' },
>(
  type: Type,
  fields: Props,
  rules: Rules<Given<Type, Props>, Saying>,
): EventDefinition<Type, Codec<Type, Props>, typeof fileStreams, Saying> => ({
  type,
  codec: t.strict({ type: t.literal(type), ...fileFacts, ...fields }, type),
  stream: fileStreams,
  version: 1,
  upcasters: [],
  audience: toNobody,
  takesBack: undefined,
  ...rules,
})
