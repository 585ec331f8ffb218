import { CommandId, TypedChannelName, type Timestamp } from '@parley/domain'
import { linesOf, type Problem, textOf } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { type Annotations, readAnnotations } from './annotations.ts'
import { commandName } from './command-name.ts'
import { type IrcLine, readLine } from './irc-line.ts'

/** A line that was understood, with its number from 0, as annotations count. */
export interface NumberedLine {
  readonly index: number
  readonly at: Timestamp
  readonly line: IrcLine
}

/** A log file as read. `name` is the file's, without its ending. */
export interface IrcLog {
  readonly name: string
  readonly lines: ReadonlyArray<NumberedLine>
  /** Which line answers which. */
  readonly answers: Annotations
  readonly problems: ReadonlyArray<Problem>
}

/** A log file and what lies beside it, as bytes: whoever reads folders finds them. */
export interface LogFile {
  /** The file's name, which begins with its date. */
  readonly file: string
  readonly bytes: Uint8Array
  /** The annotation beside it, where there is one. */
  readonly annotation?: { readonly file: string; readonly bytes: Uint8Array }
}

/** Reads a log file. Nothing is dropped in silence: what is odd is a problem with its line. */
export const readLog = ({ file, bytes, annotation }: LogFile): E.Either<Problem, IrcLog> => {
  const clock = clockOf(file)
  if (clock === null)
    return E.left({
      file,
      line: 1,
      what: 'the name begins with no date (YYYY-MM-DD)',
      consequence: 'skipped',
    })
  const name = file.replace(/(\.raw)?\.(txt|log)$/, '')
  if (!canBear(name))
    return E.left({
      file,
      line: 1,
      what: 'the name is too long for a channel and its commands, or has characters that none may have',
      consequence: 'skipped',
    })
  const lines: NumberedLine[] = []
  const problems: Problem[] = []
  for (const [index, raw] of linesOf(bytes).entries()) {
    const { text, mended } = textOf(raw)
    const line = readLine(text)
    if (E.isLeft(line)) problems.push({ file, line: index + 1, what: line.left, consequence: 'skipped' })
    else {
      if (mended !== null) problems.push({ file, line: index + 1, what: mended, consequence: 'mended' })
      lines.push({ index, at: clock('time' in line.right ? line.right.time : null), line: line.right })
    }
  }
  const annotations = annotation === undefined ? null : readAnnotations(annotation.file, annotation.bytes)
  return E.right({
    name,
    lines,
    answers: annotations?.answers ?? new Map(),
    problems: [...problems, ...(annotations?.problems ?? [])],
  })
}

/** Whether a channel can have this name, and the command of any line a name that is made of it. */
const canBear = (name: string): boolean =>
  E.isRight(TypedChannelName.decode(name)) &&
  CommandId.is(commandName(name, `${Number.MAX_SAFE_INTEGER}:create`))

const halfADay = 12 * 60

/**
 * The time of each line in turn. A line without one has that of the line before. Logs say no date: where the clock
 * falls back by more than half a day, another day has begun. Their time zone is not said either; it is read as UTC.
 */
const clockOf = (file: string): ((time: string | null) => Timestamp) | null => {
  const [date] = /^\d{4}-\d\d-\d\d/.exec(file) ?? []
  const midnight = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00.000Z`)
  if (Number.isNaN(midnight)) return null
  let day = 0
  let minutes = 0
  return (time) => {
    if (time !== null) {
      const now = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      if (now < minutes - halfADay) day += 1
      minutes = now
    }
    return new Date(midnight + (day * 24 * 60 + minutes) * 60_000).toISOString() as Timestamp
  }
}
