import type { CommandError } from '@parley/commands'
import type { TenantId } from '@parley/domain'
import { importLog, type IrcLog } from '@parley/import-irc'
import type { Problem, Submit } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import type { Progress } from '../import/run-import.ts'
import type { FolderReading } from './reading.ts'
import { logFiles, readLogFile } from './files.ts'

/** What a folder came to. */
export interface FolderImported {
  readonly files: number
  readonly commands: number
  /** Events that this run added: 0 where all was there. */
  readonly events: number
  readonly problems: ReadonlyArray<Problem>
}

/** How many channels are imported at once: more would make the log busier, not faster. */
const atOnce = 4

/** Imports the logs of a folder. A store that fails ends it; the same call later goes on from there. */
export const importFolder = async (
  submit: Submit,
  tenantId: TenantId,
  folder: string,
  reading: FolderReading,
  progress: Progress,
): Promise<E.Either<CommandError, FolderImported>> => {
  const logs: IrcLog[] = []
  const problems: Problem[] = []
  for (const file of await logFiles(folder)) {
    const log = await readLogFile(folder, file, reading)
    if (E.isLeft(log)) problems.push(log.left)
    else {
      logs.push(log.right)
      problems.push(...log.right.problems)
    }
  }
  const channels = reading.channelsOf(logs)
  progress.begin(channels.reduce((sum, { lines }) => sum + lines.length, 0))
  let commands = 0
  let events = 0
  let failure: CommandError | null = null
  const waiting = channels.values()
  const worker = async (): Promise<void> => {
    for (const log of waiting) {
      if (failure !== null) return
      let reached = 0
      const imported = await importLog(submit, tenantId, log, (lines) => {
        progress.advance(Math.max(0, lines - reached))
        reached = Math.max(reached, lines)
      })
      if (E.isLeft(imported)) failure = imported.left
      else {
        progress.advance(log.lines.length - reached)
        commands += imported.right.commands
        events += imported.right.events
        problems.push(...imported.right.problems)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return failure === null ? E.right({ files: logs.length, commands, events, problems }) : E.left(failure)
}
