import * as t from 'io-ts'
import type { Author } from '../values/author.ts'
import { FileId } from '../messages/bodies/parts.ts'
import { ChannelId, MessageId, type UserId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import type { Decision } from './decision.ts'
import type { RowKey, Rows } from './row.ts'
import type { AnyAddress } from './stream-kind.ts'

/** What a command came to, the same each time it is sent: the ids that it made, where it made any. */
export const CommandResult = t.exact(
  t.partial({
    channelId: ChannelId,
    messageId: MessageId,
    /** Of a message: its place in its feed. */
    segment: Segment,
    fileId: FileId,
  }),
  'CommandResult',
)
export type CommandResult = t.TypeOf<typeof CommandResult>

/** Rows of another stream, as they are at its end, that a decision looks at beside those of its own. */
export interface Elsewhere<Address extends AnyAddress = AnyAddress> {
  readonly stream: Address
  readonly keys: ReadonlyArray<RowKey>
  /** The row by which the author of the command belongs there; undefined: all who come do. */
  readonly entry: RowKey | undefined
}

/** All there is to know of a type of command, but for how it is written. No part of it can be left out. */
export interface CommandRules<Wire, Command, Decided extends Decision<unknown>> {
  /** The command as decisions take it. */
  readonly complete: (author: Author, wire: Wire) => Command
  /** The stream that its events go to. */
  readonly stream: (command: Command) => AnyAddress
  /** The row by which its author belongs there, of their membership say; undefined: all who come do. */
  readonly entry: (command: Command) => RowKey | undefined
  /** The keys of all rows of its stream that deciding it may look at, each once. */
  readonly reads: (command: Command) => ReadonlyArray<RowKey>
  /** Those of them whose row is there only if an event of this very command is: a log that remembers ids says so itself. */
  readonly presumedAbsent: (command: Command) => ReadonlyArray<RowKey>
  /** What it looks at elsewhere; undefined: nothing. */
  readonly elsewhere: ((command: Command) => Elsewhere) | undefined
  /** What it comes to. Pure. */
  readonly decide: (command: Command, rows: Rows, elsewhere: Rows) => Decided
  /** What it came to, from the rows after it: so it is the same the first time and ever after. */
  readonly result: (command: Command, rows: Rows) => CommandResult
  /** Whom it puts into a channel beside its author. */
  readonly adds: (wire: Wire) => ReadonlyArray<UserId>
  /** Whether it begins a channel. */
  readonly begins: boolean
}

/** A type of command: how a client writes it, and its rules. */
export interface CommandDefinition<
  Type extends string,
  Codec extends t.Mixed,
  Command,
  Decided extends Decision<unknown>,
> extends CommandRules<t.TypeOf<Codec>, Command, Decided> {
  readonly type: Type
  /** What a client writes: bounded, and in one spelling where people type it. */
  readonly wire: Codec
}

/** Defines a type of command. */
export const commandDefinition = <
  Type extends string,
  Codec extends t.Mixed,
  Command,
  Decided extends Decision<unknown>,
>(
  type: Type,
  wire: Codec,
  rules: CommandRules<t.TypeOf<Codec>, Command, Decided>,
): CommandDefinition<Type, Codec, Command, Decided> => ({ type, wire, ...rules })

/** What a command of a definition is for decisions. */
export type CommandOf<D> = D extends { readonly complete: (author: never, wire: never) => infer Command }
  ? Command
  : never
