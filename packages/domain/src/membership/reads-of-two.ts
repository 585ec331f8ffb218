import { readsOfCommand } from '../channel/entry.ts'
import type { RowKey } from '../kit/row.ts'
import type { CommandId, UserId } from '../values/ids.ts'
import { memberKey } from './rows.ts'

/** A command of one person about another. */
export interface OfTwo {
  readonly by: UserId
  readonly commandId: CommandId
  readonly userId: UserId
}

/** What a command of one person about another looks at, each row once: they may be the same. */
export const readsOfTwo = (command: OfTwo): ReadonlyArray<RowKey> => [
  ...readsOfCommand(command),
  ...(command.userId === command.by ? [] : [memberKey(command.userId)]),
]
