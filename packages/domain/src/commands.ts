import type { Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { DomainEvent, StreamAddress } from './events.ts'
import type { CommandOf, CommandResult, Elsewhere } from './kit/command.ts'
import type { RowKey, Rows } from './kit/row.ts'
import { unionOf } from './kit/union.ts'
import type { Author } from './values/author.ts'
import type { UserId } from './values/ids.ts'
import { commandDefinitions } from './registry.ts'
import type { Rejection } from './rejections.ts'

type Definition = (typeof commandDefinitions)[number]

/** Every command, as decisions take it. */
export type Command = CommandOf<Definition>

/** Every command, as a client writes it: without what the server knows, and without ids that follow from its name. */
export type WireCommand = t.TypeOf<Definition['wire']>

export const WireCommand = unionOf(
  commandDefinitions.map(({ wire }) => wire),
  'WireCommand',
)

/** A definition, whichever command it is of. */
interface AnyCommandDefinition {
  readonly complete: (author: Author, wire: WireCommand) => Command
  readonly stream: (command: Command) => StreamAddress
  readonly entry: (command: Command) => RowKey | undefined
  readonly reads: (command: Command) => ReadonlyArray<RowKey>
  readonly presumedAbsent: (command: Command) => ReadonlyArray<RowKey>
  readonly elsewhere: ((command: Command) => Elsewhere<StreamAddress>) | undefined
  readonly decide: (
    command: Command,
    rows: Rows,
    elsewhere: Rows,
  ) => Either<Rejection, ReadonlyArray<DomainEvent>>
  readonly result: (command: Command, rows: Rows) => CommandResult
  readonly adds: (wire: WireCommand) => ReadonlyArray<UserId>
  readonly begins: boolean
}

/** What commands come to is registered as well: an event or a rejection that is not does not compile here. */
interface ComesToRegistered {
  readonly decide: (
    command: never,
    rows: Rows,
    elsewhere: Rows,
  ) => Either<Rejection, ReadonlyArray<DomainEvent>>
}
const registered = commandDefinitions satisfies ReadonlyArray<ComesToRegistered>

// A definition takes only its own command, which is what it is looked up by.
const byType = new Map<string, AnyCommandDefinition>(
  registered.map((definition) => [definition.type, definition as unknown as AnyCommandDefinition]),
)

/** The definition of a command. */
export const commandDefinitionOf = ({ type }: { readonly type: string }): AnyCommandDefinition => {
  const definition = byType.get(type)
  if (definition === undefined) throw new Error(`no command is called ${type}`)
  return definition
}

/** A command as decisions take it, with the ids that follow from its name. */
export const commandFrom = (author: Author, wire: WireCommand): Command =>
  commandDefinitionOf(wire).complete(author, wire)

/** No rows at all: what a command looks at elsewhere that looks at nothing there. */
export const noRows: Rows = new Map()

/** What a command comes to, on rows of its stream and of where it looks elsewhere. */
export const decide = (
  command: Command,
  rows: Rows,
  elsewhere: Rows = noRows,
): Either<Rejection, ReadonlyArray<DomainEvent>> =>
  commandDefinitionOf(command).decide(command, rows, elsewhere)
