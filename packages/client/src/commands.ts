import type { CommandId, Position, Revision } from '@parley/domain'
import type { CommandResult, WireCommand } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Line, Reply } from './connection/line.ts'
import { isLeft, left, right } from './either.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** Where an accepted command came to stand. */
export interface Accepted {
  readonly revision: Revision
  /** Queries with this as `atLeast` show it. */
  readonly position: Position
  readonly result: CommandResult
}

/** Why a command came to nothing. A lost connection is none of it: the command is sent again, under its name. */
export type CommandFailure = Refusal | { readonly _tag: 'Closed' }

type Answer = (answer: Either<CommandFailure, Accepted>) => void

/** Commands that have no answer yet. They outlive connections: each is sent again on the next, in their order. */
export interface Outbox {
  readonly submit: (command: WireCommand) => Promise<Either<CommandFailure, Accepted>>
  /** Sends what waits over a new connection, which answers once nothing passing is in the way. */
  readonly use: (line: Pick<Line, 'request'>) => void
  /** Answers all with `Closed`. */
  readonly close: () => void
}

interface Entry {
  readonly command: WireCommand
  readonly answers: Answer[]
  /** How many connections ended while this was under way. */
  ended: number
}

/** A connection, and what was sent over it and has no answer. */
interface Run {
  readonly line: Pick<Line, 'request'>
  readonly underWay: Set<Entry>
}

/** A command that was under way when so many connections ended goes alone from then on. */
const mostTogether = 3
/** And after so many it is taken for what ended them. */
const mostEnded = 8

const nameOf = (command: WireCommand): CommandId =>
  command.type === 'SendMessage' ? command.clientMessageId : command.commandId

/** A name is its author's in one stream: the same name in another channel names another command. */
const keyOf = (command: WireCommand): string =>
  `${'channelId' in command ? command.channelId : command.type}/${nameOf(command)}`

/**
 * Commands go together, but for those that were under way when connection after connection ended: each of them goes
 * alone, so that the one that ends its connections is found out. It is answered with `InDoubt`, and the others go on.
 * Silence and failures to connect prove nothing against a command.
 */
export const outbox = (): Outbox => {
  const entries = new Map<string, Entry>()
  let current: Run | null = null
  let closed = false

  const settle = (entry: Entry, reply: Reply): void => {
    const key = keyOf(entry.command)
    if (entries.get(key) === entry) entries.delete(key)
    const answer = answerOf(reply)
    for (const tell of entry.answers) tell(answer)
    if (current !== null && current.underWay.size < entries.size) offerAll()
  }
  const send = async (run: Run, entry: Entry): Promise<void> => {
    run.underWay.add(entry)
    const reply = await run.line.request({ type: 'command', command: entry.command })
    // Without an answer it stays, and goes out again on the next connection.
    if (isLeft(reply)) return reply.left.silent === true ? undefined : lost(run)
    run.underWay.delete(entry)
    settle(entry, reply.right)
  }
  const lost = (run: Run): void => {
    if (run !== current) return
    current = null
    for (const entry of run.underWay) {
      entry.ended += 1
      if (entry.ended >= mostEnded) settle(entry, { type: 'error', error: { _tag: 'InDoubt' } })
    }
  }
  /** Sends it now, if it may go beside what is under way. */
  const offer = (entry: Entry): void => {
    if (current === null || current.underWay.has(entry)) return
    const [other] = current.underWay
    if (other === undefined || Math.max(other.ended, entry.ended) < mostTogether) void send(current, entry)
  }
  const offerAll = (): void => entries.forEach(offer)

  return {
    submit: (command) =>
      new Promise((answer) => {
        if (closed) return answer(left({ _tag: 'Closed' }))
        const key = keyOf(command)
        const before = entries.get(key)
        // It is under way already, and as it was given first: under one name it is one.
        if (before !== undefined) return void before.answers.push(answer)
        const entry = { command, answers: [answer], ended: 0 }
        entries.set(key, entry)
        offer(entry)
      }),
    use: (line) => {
      current = { line, underWay: new Set() }
      offerAll()
    },
    close: () => {
      closed = true
      for (const { answers } of entries.values()) for (const tell of answers) tell(left({ _tag: 'Closed' }))
      entries.clear()
    },
  }
}

const answerOf = (reply: Reply): Either<CommandFailure, Accepted> =>
  reply.type === 'accepted'
    ? right({ revision: reply.revision, position: reply.position, result: reply.result })
    : left(refusalOf(reply))
