import { CommandId, TypedChannelName, type Timestamp } from '@parley/domain'
import { linesOf, type Problem } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { readAnnotations } from './annotations.ts'
import { clockOf, dateInName } from './clock.ts'
import { commandName } from './command-name.ts'
import type { IrcFormat } from './formats/by-rules.ts'
import { formatOf } from './formats/formats.ts'
import { ubuntu } from './formats/ubuntu.ts'
import type { IrcLine } from './irc-line.ts'
import { lineText } from './line-text.ts'
import type { TimeZone } from './time-zone.ts'

/** A line that was understood. */
export interface NumberedLine {
  readonly file: string
  /** The file's name without its ending, by which commands of its lines are named. */
  readonly log: string
  /** Its number from 0, as annotations count. */
  readonly index: number
  readonly at: Timestamp
  readonly line: IrcLine
  /** The line of the same file that it answers. */
  readonly answers: number | null
}

/** What becomes a channel: a log file as read, or several. `name` is that of the channel. */
export interface IrcLog {
  readonly name: string
  readonly lines: ReadonlyArray<NumberedLine>
  readonly problems: ReadonlyArray<Problem>
}

/** A log file and what lies beside it, as bytes: whoever reads folders finds them. */
export interface LogFile {
  readonly file: string
  readonly bytes: Uint8Array
  /** The annotation beside it, where there is one. */
  readonly annotation?: { readonly file: string; readonly bytes: Uint8Array }
}

/** How files are read. */
export interface Reading {
  /** Null: as most of a file's lines are. */
  readonly format: IrcFormat | null
  /** Where the clocks ran whose times say no more. */
  readonly zone: TimeZone
}

/** The longest line that is read, in UTF-16 units: more than a message may have. */
const longest = 32_768

/** Reads a log file. Nothing is dropped in silence: what is odd is a problem with its line. */
export const readLog = (
  { file, bytes, annotation }: LogFile,
  { format, zone }: Reading,
): E.Either<Problem, IrcLog> => {
  const skipped = (line: number, what: string): Problem => ({ file, line, what, consequence: 'skipped' })
  const name = logName(file)
  if (!canBear(name))
    return E.left(
      skipped(1, 'the name is too long for a channel and its commands, or has characters that none may have'),
    )
  const texts = linesOf(bytes).map(lineText)
  // Such files are Ubuntu's, whatever else their lines could be.
  const own = file.endsWith('.raw.txt') ? ubuntu : formatOf(texts.map(({ text }) => text))
  const { read } = format ?? own
  const clock = clockOf(dateInName(file), zone)
  const annotations = annotation === undefined ? null : readAnnotations(annotation.file, annotation.bytes)
  const lines: NumberedLine[] = []
  const problems: Problem[] = []
  let isDated = dateInName(file) !== null
  for (const [index, { text, mended }] of texts.entries()) {
    const found = text.length > longest ? E.left('the line is too long') : read(text)
    if (E.isLeft(found)) {
      problems.push(skipped(index + 1, found.left))
      continue
    }
    const { stamp, line, untaken } = found.right
    const at = clock(stamp)
    isDated ||= at !== null
    if (untaken !== null) problems.push({ file, line: index + 1, what: untaken, consequence: 'mended' })
    if (line === null) continue
    if (at === null)
      problems.push(skipped(index + 1, "neither the file's name nor a line before it says a date"))
    else {
      if (mended !== null) problems.push({ file, line: index + 1, what: mended, consequence: 'mended' })
      lines.push({ file, log: name, index, at, line, answers: annotations?.answers.get(index) ?? null })
    }
  }
  if (!isDated)
    return E.left(skipped(1, 'there is no date, neither in the name (YYYY-MM-DD) nor in any line'))
  return E.right({ name, lines, problems: [...problems, ...(annotations?.problems ?? [])] })
}

/** Several logs as one channel of this name, in the order in which they begin. */
export const joinLogs = (name: string, logs: ReadonlyArray<IrcLog>): IrcLog => ({
  name,
  lines: logs
    .filter(({ lines }) => lines.length > 0)
    .toSorted((one, other) => ((one.lines[0]?.at ?? '') < (other.lines[0]?.at ?? '') ? -1 : 1))
    .flatMap(({ lines }) => lines),
  problems: logs.flatMap(({ problems }) => problems),
})

const logName = (file: string): string => file.replace(/(\.raw)?\.(txt|log|weechatlog)$/, '')

/** Whether a channel can have this name, and the command of any line a name that is made of it. */
export const canBear = (name: string): boolean =>
  E.isRight(TypedChannelName.decode(name)) &&
  CommandId.is(commandName(name, `${Number.MAX_SAFE_INTEGER}:rank:999`))
