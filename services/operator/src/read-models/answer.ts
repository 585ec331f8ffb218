import * as E from 'fp-ts/lib/Either.js'

/** What every command on read models takes. */
export interface Common {
  readonly json?: boolean
  /** In whose name it is recorded. */
  readonly by?: string
  /** The name of the group that is meant. */
  readonly group?: string
}

/** Prints what a command came to: as JSON on one line, or as lines for people. Gives the exit code. */
export const printed = <A>(
  { json }: Common,
  answer: E.Either<string, A>,
  lines: (answer: A) => ReadonlyArray<string>,
): number => {
  if (E.isLeft(answer)) {
    if (json === true) console.log(JSON.stringify({ error: answer.left }))
    else console.error(`${answer.left}.`)
    return 1
  }
  if (json === true) console.log(JSON.stringify(answer.right ?? null))
  else for (const line of lines(answer.right)) console.log(line)
  return 0
}
