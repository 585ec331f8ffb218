import type { CommandId, Position, Revision } from '@parley/domain'
import type { CommandResult, WireCommand } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Connection, Reply } from './connection/connection.ts'
import { isLeft, left, right } from './either.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** Where the events of an accepted command are, and its result. */
export interface Accepted {
  readonly revision: Revision
  /** Queries with this as `atLeast` show it. */
  readonly position: Position
  readonly result: CommandResult
}

/** Why a command came to nothing. A lost connection is none of it: the command is sent again, under its name. */
export type CommandFailure = Refusal | { readonly _tag: 'Closed' }

type OnAnswer = (answer: Either<CommandFailure, Accepted>) => void

/** Commands that have no answer yet. They outlive connections: each is sent again on the next, in their order. */
export interface Outbox {
  readonly submit: (command: WireCommand) => Promise<Either<CommandFailure, Accepted>>
  /** Sends what waits over a new connection, which answers once nothing passing is in the way. */
  readonly use: (connection: Pick<Connection, 'request'>) => void
  /** Answers all with `Closed`. */
  readonly close: () => void
}

interface Submitted {
  readonly command: WireCommand
  readonly answers: OnAnswer[]
  /** How many connections ended while this was under way. */
  ended: number
}

/** A connection, and what was sent over it and has no answer. */
interface InFlight {
  readonly connection: Pick<Connection, 'request'>
  readonly underWay: Set<Submitted>
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
  const submitted = new Map<string, Submitted>()
  let current: InFlight | null = null
  let closed = false

  const settle = (one: Submitted, reply: Reply): void => {
    const key = keyOf(one.command)
    if (submitted.get(key) === one) submitted.delete(key)
    const answer = answerOf(reply)
    for (const tell of one.answers) tell(answer)
    if (current !== null && current.underWay.size < submitted.size) offerAll()
  }
  const send = (flight: InFlight, one: Submitted): void => {
    flight.underWay.add(one)
    flight.connection.request({ type: 'command', command: one.command }, (reply) => {
      // Without an answer it stays, and goes out again on the next connection.
      if (isLeft(reply)) return reply.left.silent === true ? undefined : lost(flight)
      flight.underWay.delete(one)
      settle(one, reply.right)
    })
  }
  const lost = (flight: InFlight): void => {
    if (flight !== current) return
    current = null
    for (const one of flight.underWay) {
      one.ended += 1
      if (one.ended >= mostEnded) settle(one, { type: 'error', error: { _tag: 'InDoubt' } })
    }
  }
  /** Sends it now, if it may go beside what is under way. */
  const offer = (one: Submitted): void => {
    if (current === null || current.underWay.has(one)) return
    const [other] = current.underWay
    if (other === undefined || Math.max(other.ended, one.ended) < mostTogether) send(current, one)
  }
  const offerAll = (): void => submitted.forEach(offer)

  return {
    submit: (command) =>
      new Promise((answer) => {
        if (closed) return answer(left({ _tag: 'Closed' }))
        const key = keyOf(command)
        const before = submitted.get(key)
        // It is under way already, and as it was given first: under one name it is one.
        if (before !== undefined) return void before.answers.push(answer)
        const one = { command, answers: [answer], ended: 0 }
        submitted.set(key, one)
        offer(one)
      }),
    use: (connection) => {
      current = { connection, underWay: new Set() }
      offerAll()
    },
    close: () => {
      closed = true
      for (const { answers } of submitted.values()) for (const tell of answers) tell(left({ _tag: 'Closed' }))
      submitted.clear()
    },
  }
}

const answerOf = (reply: Reply): Either<CommandFailure, Accepted> =>
  reply.type === 'accepted'
    ? right({ revision: reply.revision, position: reply.position, result: reply.result })
    : left(refusalOf(reply))
