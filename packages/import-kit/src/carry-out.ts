import type { Accepted, CommandError } from '@parley/commands'
import type { Command } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Problem } from './problem.ts'

/** A command, and the file and line (from 1) that it comes from. */
export interface Step {
  readonly file: string
  readonly line: number
  readonly command: Command
}

/** What steps came to. */
export interface Imported {
  readonly commands: number
  /** Events that were appended by this run: 0 where all was there. */
  readonly events: number
  /** Lines whose command the rules turned down. */
  readonly problems: ReadonlyArray<Problem>
}

/** Carries out a command; events of the answer are those that it made now. */
export type Submit = (command: Command) => TaskEither<CommandError, Accepted>

/** How many commands are under way at once: a channel's mailbox keeps their order. */
const window = 128

/**
 * Sends commands, in order. What the rules turn down is a problem of its line, and the rest goes on; a store that fails
 * ends it (left), and the same call later goes on from there, since every command has its name.
 *
 * @param steps of one channel. A cursor of somebody's inbox, which keeps to no channel's order, waits until all that
 * was said before it is there.
 */
export const carryOut = async <OwnStep extends Step>(
  submit: Submit,
  steps: Iterable<OwnStep>,
  onStep: (step: OwnStep) => void = () => undefined,
): Promise<E.Either<CommandError, Imported>> => {
  const problems: Problem[] = []
  let events = 0
  let commands = 0
  let failure: CommandError | null = null

  const take = async (step: OwnStep): Promise<void> => {
    const answer = await submit(step.command)()
    onStep(step)
    if (E.isRight(answer)) events += answer.right.events
    else if (answer.left._tag === 'Rejected')
      problems.push({
        file: step.file,
        line: step.line,
        what: `${step.command.type} was turned down: ${answer.left.rejection._tag}`,
        consequence: 'skipped',
      })
    else failure ??= answer.left
  }

  const underWay = new Set<Promise<void>>()
  for (const step of steps) {
    if (step.command.type === 'MarkRead') await Promise.all(underWay)
    if (failure !== null) break
    const taken: Promise<void> = take(step).finally(() => underWay.delete(taken))
    underWay.add(taken)
    commands += 1
    if (underWay.size >= window) await Promise.race(underWay)
    if (failure !== null) break
  }
  await Promise.all(underWay)
  return failure === null ? E.right({ commands, events, problems }) : E.left(failure)
}
