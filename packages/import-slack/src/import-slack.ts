import type { CommandError } from '@parley/commands'
import type { TenantId } from '@parley/domain'
import { carryOut, type Problem, type Submit } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import type { SlackChannel } from './channel-list.ts'
import type { SlackEntry } from './context.ts'
import { daysOf, entriesOf } from './days.ts'
import { type ExportFiles, fromTop } from './export-files.ts'
import { listsOf } from './lists.ts'
import type { NameField } from './people.ts'
import { planChannel } from './plan-channel.ts'
import { roomOf } from './room.ts'

/** What an export came to. */
export interface SlackImported {
  readonly channels: number
  readonly commands: number
  /** Events that this run added: 0 where all was there. */
  readonly events: number
  readonly problems: ReadonlyArray<Problem>
}

/** Called as an import proceeds, with the files of days. */
export interface SlackProgress {
  readonly begin: (files: number) => void
  readonly advance: (files: number) => void
}

export interface SlackOptions {
  readonly tenantId: TenantId
  /** By which of their fields people are called. */
  readonly people: NameField
  readonly progress: SlackProgress
}

/** How many channels are imported at once: more would make the log busier, not faster. */
const atOnce = 4

/**
 * Imports the export of a workspace: a channel a channel. A store that fails ends it (left), and the same call later
 * goes on from there; so does one with a later export of the same workspace.
 */
export const importSlack = async (
  submit: Submit,
  packed: ExportFiles,
  { tenantId, people: field, progress }: SlackOptions,
): Promise<E.Either<CommandError, SlackImported>> => {
  const files = fromTop(packed)
  const problems: Problem[] = []
  const report = (problem: Problem): void => void problems.push(problem)
  const { people, channels } = await listsOf(files, field, report)
  const days = daysOf(files.names, channels, report)
  progress.begin([...days.values()].reduce((sum, { length }) => sum + length, 0))

  let commands = 0
  let events = 0
  let failure: CommandError | null = null
  const importChannel = async (channel: SlackChannel): Promise<void> => {
    const own = days.get(channel) ?? []
    const room = roomOf(tenantId, channel, channel.members?.map(people.of) ?? [])
    if (E.isLeft(room))
      return report({ file: channel.file, line: channel.line, what: room.left, consequence: 'skipped' })
    const entries: SlackEntry[] = []
    for (const day of own) entries.push(...(await entriesOf(files, day, report)))
    entries.sort((one, other) => Number(one.message.ts) - Number(other.message.ts))
    let done = 0
    const imported = await carryOut(
      submit,
      planChannel({ channel, room: room.right, people, report }, entries),
      ({ file }) => {
        const reached = own.indexOf(file)
        progress.advance(Math.max(0, reached - done))
        done = Math.max(done, reached)
      },
    )
    progress.advance(own.length - done)
    if (E.isLeft(imported)) failure = imported.left
    else {
      commands += imported.right.commands
      events += imported.right.events
      problems.push(...imported.right.problems)
    }
  }
  const waiting = channels.values()
  const worker = async (): Promise<void> => {
    for (const channel of waiting) {
      if (failure !== null) return
      await importChannel(channel)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return failure === null
    ? E.right({ channels: channels.length, commands, events, problems })
    : E.left(failure)
}
