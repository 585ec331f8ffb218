import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Partly, partly } from '../kit/partly.ts'
import { type Entered, enter } from '../channel/entry.ts'
import { commandDefinition } from '../kit/command.ts'
import { type Decision, nothing } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import type { Refusal } from '../permissions/refusal.ts'
import { inInbox, inItsChannel } from '../streams/inbox-command.ts'
import type { Author } from '../values/author.ts'
import { ChannelId, CommandId } from '../values/ids.ts'
import { isOwnDone, ownDoneKey } from './own-event.ts'

/** What every command about what is one's own in a channel says. */
const named = { commandId: CommandId, channelId: ChannelId }

type Fields<Type extends string, Props extends t.Props> = { readonly type: t.LiteralC<Type> } & typeof named &
  Props
type Codec<Type extends string, Props extends t.Props, Perhaps extends t.Props> = Partly<
  Fields<Type, Props>,
  Perhaps
>
type Given<Type extends string, Props extends t.Props, Perhaps extends t.Props> = t.TypeOf<
  Codec<Type, Props, Perhaps>
> &
  Named

interface Named extends Author {
  readonly channelId: ChannelId
  readonly commandId: CommandId
}

/** What a command hands on to the event that it makes in its author's inbox. */
export const ownFactsOf = ({ tenantId, by, channelId, commandId, at }: Named) => ({
  tenantId,
  userId: by,
  channelId,
  commandId,
  at,
})

/**
 * Defines a command of a member for what is theirs alone in a channel, by the fields that it has beside the names of both,
 * always or perhaps; the rows of their inbox that it reads, and of its channel; and what it comes to. PERSONAL-1, PERSONAL-2: only a member
 * gives it, in an archived channel too, and it is carried out once.
 */
export const ownCommand = <
  Type extends string,
  Props extends t.Props,
  Perhaps extends t.Props,
  Decided extends Decision<unknown>,
>(
  type: Type,
  fields: { readonly always: Props; readonly perhaps: Perhaps },
  rules: {
    readonly reads: (command: Given<Type, Props, Perhaps>) => ReadonlyArray<RowKey>
    /** Whether the inbox says that it was carried out, where its events leave no name of a command behind. */
    readonly wasDone?: (command: Given<Type, Props, Perhaps>, rows: Rows) => boolean
    /** The rows of its channel that it reads, beside those that tell whether it is given by a member. */
    readonly readsOfChannel?: (command: Given<Type, Props, Perhaps>) => ReadonlyArray<RowKey>
    readonly decide: (
      command: Given<Type, Props, Perhaps>,
      rows: Rows,
      entered: Entered,
      channelRows: Rows,
    ) => Decided
  },
) =>
  commandDefinition(
    type,
    partly<Fields<Type, Props>, Perhaps>(
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
      ...inInbox,
      reads: (command: Given<Type, Props, Perhaps>) => [ownDoneKey(command), ...rules.reads(command)],
      elsewhere: (command: Given<Type, Props, Perhaps>) => {
        const asked: Named = command
        return inItsChannel(asked, ...(rules.readsOfChannel?.(command) ?? []))
      },
      decide: (
        command: Given<Type, Props, Perhaps>,
        rows: Rows,
        channelRows: Rows,
      ): Decided | E.Either<Refusal, never> | typeof nothing => {
        const asked: Named = command
        if (isOwnDone(rows, asked) || rules.wasDone?.(command, rows) === true) return nothing
        const entry = enter(channelRows, asked, 'read')
        return E.isLeft(entry) ? entry : rules.decide(command, rows, entry.right, channelRows)
      },
    },
  )
