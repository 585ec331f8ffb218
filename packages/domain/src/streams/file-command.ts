import * as t from 'io-ts'
import type { CommandDefinition, CommandRules } from '../kit/command.ts'
import type { Decision } from '../kit/decision.ts'
import { fileKey } from '../files/rows.ts'
import { FileId } from '../messages/bodies/parts.ts'
import type { Author } from '../values/author.ts'
import { CommandId } from '../values/ids.ts'
import { addsNobody, noResult, presumesNothing } from './channel-command.ts'
import { fileStreams } from './file-stream.ts'

/** What every command for a file that there is says: the author's name for it, and which file. */
const named = { commandId: CommandId, fileId: FileId }

type Fields<Type extends string, Props extends t.Props> = { readonly type: t.LiteralC<Type> } & typeof named &
  Props
type Codec<Type extends string, Props extends t.Props> = t.ExactC<t.TypeC<Fields<Type, Props>>>
interface Named extends Author {
  readonly commandId: CommandId
  readonly fileId: FileId
}
type Given<Type extends string, Props extends t.Props> = t.TypeOf<Codec<Type, Props>> & Named

/** What holds of every command for a file: nobody belongs to it, and nothing but its own row is looked at. */
export const inFile = {
  stream: ({ tenantId, fileId }: Pick<Author, 'tenantId'> & { readonly fileId: FileId }) => ({
    kind: fileStreams.kind,
    tenantId,
    fileId,
  }),
  entry: () => undefined,
  reads: () => [fileKey],
  elsewhere: undefined,
  adds: addsNobody,
  begins: false,
} as const

/** Defines a command for a file that there is, by the fields that it has beside those of all, and what it comes to. */
export const fileCommand = <Type extends string, Props extends t.Props, Decided extends Decision<unknown>>(
  type: Type,
  fields: Props,
  decide: CommandRules<t.TypeOf<Codec<Type, Props>>, Given<Type, Props>, Decided>['decide'],
): CommandDefinition<Type, Codec<Type, Props>, Given<Type, Props>, Decided> => ({
  type,
  wire: t.strict({ type: t.literal(type), ...named, ...fields }, type),
  complete: ({ tenantId, by, at }, wire) => ({ ...wire, tenantId, by, at }),
  ...inFile,
  stream: (command: Named) => inFile.stream(command),
  presumedAbsent: presumesNothing,
  result: noResult,
  decide,
})
