import type { Command, TenantId } from '@parley/domain'
import type { Accepted, CommandError } from '@parley/commands'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { IrcLog } from './irc-log.ts'
import { planLog, type Step } from './plan.ts'
import type { Problem } from './problem.ts'

/** What a log came to. */
export interface Imported {
  readonly commands: number
  /** Events that were appended by this run: 0 where all was there. */
  readonly events: number
  /** Lines whose command the rules turned down. */
  readonly problems: ReadonlyArray<Problem>
}

/** Carries out a command; events of the answer are those that it made now. */
export type Submit = (command: Command) => TaskEither<CommandError, Accepted>

/** How many commands of a log are under way at once: its channel's mailbox keeps their order. */
const window = 128

/**
 * Sends a log's commands, in order. What the rules turn down is a problem of its line, and the rest goes on; a store
 * that fails ends it (left), and the same call later goes on from there, since every command has its name.
 */
export const importLog = async (
  submit: Submit,
  tenantId: TenantId,
  log: IrcLog,
  onLine: (line: number) => void = () => undefined,
): Promise<E.Either<CommandError, Imported>> => {
  const problems: Problem[] = []
  let events = 0
  let commands = 0
  let failure: CommandError | null = null

  const take = async (step: Step): Promise<void> => {
    const answer = await submit(step.command)()
    onLine(step.line)
    if (E.isRight(answer)) events += answer.right.events
    else if (answer.left._tag === 'Rejected')
      problems.push({
        file: log.name,
        line: step.line,
        what: `${step.command.type} was turned down: ${answer.left.rejection._tag}`,
        consequence: 'skipped',
      })
    else failure ??= answer.left
  }

  const underWay = new Set<Promise<void>>()
  for (const step of planLog(log, tenantId)) {
    const taken: Promise<void> = take(step).finally(() => underWay.delete(taken))
    underWay.add(taken)
    commands += 1
    if (underWay.size >= window) await Promise.race(underWay)
    if (failure !== null) break
  }
  await Promise.all(underWay)
  return failure === null ? E.right({ commands, events, problems }) : E.left(failure)
}
