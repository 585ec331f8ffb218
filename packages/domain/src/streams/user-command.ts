import * as t from 'io-ts'
import { type CommandDefinition, commandDefinition } from '../kit/command.ts'
import { type Decision, nothing } from '../kit/decision.ts'
import { type Partly, partly } from '../kit/partly.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import { isSelfDone, selfDoneKey } from '../people/rows.ts'
import type { Author } from '../values/author.ts'
import { CommandId } from '../values/ids.ts'
import { addsNobody, noResult, presumesNothing } from './channel-command.ts'
import { userStreams } from './user-stream.ts'

const named = { commandId: CommandId }

interface Named extends Author {
  readonly commandId: CommandId
}

type Codec<Type extends string, Props extends t.Props, Perhaps extends t.Props> = Partly<
  { readonly type: t.LiteralC<Type> } & typeof named & Props,
  Perhaps
>
type Given<Type extends string, Props extends t.Props, Perhaps extends t.Props> = t.TypeOf<
  Codec<Type, Props, Perhaps>
> &
  Named

/** What a command hands on to the event that it makes about its author. */
export const selfFactsOf = ({ tenantId, by, commandId, at }: Named) => ({
  tenantId,
  userId: by,
  commandId,
  at,
})

/**
 * Defines a command of a person about themselves, by the fields that it has beside its name, always or perhaps; the rows
 * of their stream that it reads; and what it comes to. PEOPLE-1: it speaks of its author and of nobody else, and is
 * carried out once.
 */
export const userCommand = <
  Type extends string,
  Props extends t.Props,
  Perhaps extends t.Props,
  Decided extends Decision<unknown>,
>(
  type: Type,
  fields: { readonly always: Props; readonly perhaps: Perhaps },
  rules: {
    readonly reads: ReadonlyArray<RowKey>
    readonly decide: (command: Given<Type, Props, Perhaps>, rows: Rows) => Decided
  },
): CommandDefinition<
  Type,
  Codec<Type, Props, Perhaps>,
  Given<Type, Props, Perhaps>,
  Decided | typeof nothing
> =>
  commandDefinition(
    type,
    partly<{ readonly type: t.LiteralC<Type> } & typeof named & Props, Perhaps>(
      type,
      { type: t.literal(type), ...named, ...fields.always },
      fields.perhaps,
    ),
    {
      complete: ({ tenantId, by, at }: Author, wire): Given<Type, Props, Perhaps> => ({
        ...wire,
        tenantId,
        by,
        at,
      }),
      stream: ({ tenantId, by }: Author) => ({ kind: userStreams.kind, tenantId, userId: by }),
      entry: () => undefined,
      reads: (command: Named) => [selfDoneKey(command), ...rules.reads],
      presumedAbsent: presumesNothing,
      elsewhere: undefined,
      decide: (command: Given<Type, Props, Perhaps>, rows: Rows) =>
        isSelfDone(rows, command) ? nothing : rules.decide(command, rows),
      result: noResult,
      adds: addsNobody,
      begins: false,
    },
  )
