import type { Command } from '@parley/domain'
import type { Problem, Step } from '@parley/import-kit'
import type { SlackChannel } from './channel-list.ts'
import type { People } from './people.ts'
import type { Room } from './room.ts'
import type { SlackMessage } from './slack-message.ts'

/** Where something stands in an export. */
export interface ExportPlace {
  readonly file: string
  readonly line: number
}

/** A message of an export, and where it stands. */
export interface SlackEntry extends ExportPlace {
  readonly message: SlackMessage
}

/** Told of what was not taken as it stands. */
export type Report = (problem: Problem) => void

/** A channel that is imported, and what is needed for it. */
export interface Context {
  readonly channel: SlackChannel
  readonly room: Room
  readonly people: People
  readonly report: Report
}

/** Reports what is the matter with what stands somewhere. */
export const tell = (
  { report }: Context,
  { file, line }: ExportPlace,
  what: string,
  consequence: Problem['consequence'] = 'skipped',
): void => report({ file, line, what, consequence })

export const stepOf = ({ file, line }: ExportPlace, command: Command): Step => ({ file, line, command })
