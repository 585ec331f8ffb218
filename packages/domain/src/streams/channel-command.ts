import * as t from 'io-ts'
import { type Partly, partly } from '../kit/partly.ts'
import { memberKey } from '../membership/rows.ts'
import type { CommandDefinition, CommandResult, CommandRules } from '../kit/command.ts'
import type { Decision } from '../kit/decision.ts'
import type { Author } from '../values/author.ts'
import { ChannelId, CommandId, type UserId } from '../values/ids.ts'
import { channelStreams } from './channel-stream.ts'

/** What nearly every command for a channel says: the author's name for it, and which channel. */
const named = { commandId: CommandId, channelId: ChannelId }

type Fields<Type extends string, Props extends t.Props> = { readonly type: t.LiteralC<Type> } & typeof named &
  Props
type Codec<Type extends string, Props extends t.Props> = t.ExactC<t.TypeC<Fields<Type, Props>>>
interface Named extends Author {
  readonly commandId: CommandId
  readonly channelId: ChannelId
}
type Given<Type extends string, Props extends t.Props> = t.TypeOf<Codec<Type, Props>> & Named

/** The stream of the channel that a command names. */
export const toChannel = ({
  tenantId,
  channelId,
}: Pick<Author, 'tenantId'> & { readonly channelId: ChannelId }) => ({
  kind: channelStreams.kind,
  tenantId,
  channelId,
})

/** The row by which the author of a command belongs to its channel. */
export const byMembership = ({ by }: Author) => memberKey(by)

/** A command that makes no ids. */
export const noResult = (): CommandResult => ({})
/** A command that puts nobody into a channel but its author. */
export const addsNobody = (): ReadonlyArray<UserId> => []
export const presumesNothing = (): ReadonlyArray<never> => []

/** What holds of every command for a channel that there is. */
const inChannel = {
  stream: (command: Named) => toChannel(command),
  entry: byMembership,
  presumedAbsent: presumesNothing,
  elsewhere: undefined,
  result: noResult,
  begins: false,
} as const

/** Defines a command for a channel that there is, by the fields that it has beside those of all, and its rules. */
export const channelCommand = <Type extends string, Props extends t.Props, Decided extends Decision<unknown>>(
  type: Type,
  fields: Props,
  rules: Pick<
    CommandRules<t.TypeOf<Codec<Type, Props>>, Given<Type, Props>, Decided>,
    'reads' | 'decide' | 'adds'
  >,
): CommandDefinition<Type, Codec<Type, Props>, Given<Type, Props>, Decided> => ({
  type,
  wire: t.strict({ type: t.literal(type), ...named, ...fields }, type),
  complete: ({ tenantId, by, at }, wire) => ({ ...wire, tenantId, by, at }),
  ...inChannel,
  ...rules,
})

type PartlyCodec<Type extends string, Props extends t.Props, Perhaps extends t.Props> = Partly<
  Fields<Type, Props>,
  Perhaps
>
type PartlyGiven<Type extends string, Props extends t.Props, Perhaps extends t.Props> = t.TypeOf<
  PartlyCodec<Type, Props, Perhaps>
> &
  Named

/** As `channelCommand`, with fields that a client writes perhaps. */
export const channelCommandWith = <
  Type extends string,
  Props extends t.Props,
  Perhaps extends t.Props,
  Decided extends Decision<unknown>,
>(
  type: Type,
  fields: { readonly always: Props; readonly perhaps: Perhaps },
  rules: Pick<
    CommandRules<t.TypeOf<PartlyCodec<Type, Props, Perhaps>>, PartlyGiven<Type, Props, Perhaps>, Decided>,
    'reads' | 'decide' | 'adds'
  >,
): CommandDefinition<
  Type,
  PartlyCodec<Type, Props, Perhaps>,
  PartlyGiven<Type, Props, Perhaps>,
  Decided
> => ({
  type,
  wire: partly<Fields<Type, Props>, Perhaps>(
    type,
    { type: t.literal(type), ...named, ...fields.always },
    fields.perhaps,
  ),
  complete: ({ tenantId, by, at }, wire) => ({ ...wire, tenantId, by, at }),
  ...inChannel,
  ...rules,
})
