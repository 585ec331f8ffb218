import * as E from 'fp-ts/lib/Either.js'
import type { ArchiveChannel } from '../../commands/archive-channel.ts'
import { type Decision, factsOf, makes, nothing } from '../decision.ts'
import { enterToManage } from '../entry.ts'
import { isDone } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** CH-10: an owner closes the channel for good. */
export const archiveChannel = (command: ArchiveChannel, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToManage(rows, command.by, 'owner')
  if (E.isLeft(entry)) return entry
  return makes({ type: 'ChannelArchived', ...factsOf(command) })
}
