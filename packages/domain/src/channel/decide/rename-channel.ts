import * as E from 'fp-ts/lib/Either.js'
import type { RenameChannel } from '../../commands/rename-channel.ts'
import { type Decision, factsOf, makes, nothing } from '../decision.ts'
import { enterToManage } from '../entry.ts'
import { sameText } from '../../text/as-seen.ts'
import { isDone } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** CH-9: an admin or owner gives the channel another name. */
export const renameChannel = (command: RenameChannel, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToManage(rows, command.by, 'admin')
  if (E.isLeft(entry)) return entry
  if (sameText(entry.right.channel.name ?? '', command.name)) return nothing
  return makes({ type: 'ChannelRenamed', ...factsOf(command), name: command.name })
}
