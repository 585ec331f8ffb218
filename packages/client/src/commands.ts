import type { CommandId, Position, Rejection, Revision } from '@parley/domain'
import type { CommandResult, ProtocolError, WireCommand } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import type { Line, Reply } from './connection/line.ts'

/** Where an accepted command came to stand. */
export interface Accepted {
  readonly revision: Revision
  /** Queries with this as `atLeast` show it. */
  readonly position: Position
  readonly result: CommandResult
}

/** Why a command came to nothing. A lost connection is none of it: the command is sent again, under its name. */
export type CommandFailure =
  | { readonly _tag: 'Rejected'; readonly rejection: Rejection }
  | { readonly _tag: 'Failed'; readonly error: ProtocolError }
  | { readonly _tag: 'Closed' }

type Answer = (answer: E.Either<CommandFailure, Accepted>) => void

/** Commands that have no answer yet. They outlive connections: each is sent again on the next, in their order. */
export interface Outbox {
  readonly submit: (command: WireCommand) => Promise<E.Either<CommandFailure, Accepted>>
  /** Sends what waits over a new connection. */
  readonly use: (line: Line) => void
  /** Answers all with `Closed`. */
  readonly close: () => void
}

interface Entry {
  readonly command: WireCommand
  readonly answer: Answer
}

const nameOf = (command: WireCommand): CommandId =>
  command.type === 'SendMessage' ? command.clientMessageId : command.commandId

/** The same command may succeed a moment later. */
const isPassing = (error: ProtocolError): boolean =>
  error._tag === 'Unavailable' ||
  error._tag === 'InDoubt' ||
  error._tag === 'Overloaded' ||
  error._tag === 'RateLimited'

/** How long a passing error is waited out before the command is sent again, in milliseconds. */
const pause = 500

/** So many go without an answer at once: the server takes no more than a thousand of one connection. */
const atOnce = 500

/** A connection as the outbox sees it. */
interface Way {
  readonly line: Line
  /** Sent over it, and not answered. */
  underWay: number
  /** Not sent over it, in their order. */
  readonly waiting: Set<CommandId>
}

export const outbox = (): Outbox => {
  const entries = new Map<CommandId, Entry>()
  let current: Way | null = null
  let closed = false

  /** Whether that was the answer. */
  const settle = (name: CommandId, reply: Reply): boolean => {
    const answer = answerOf(reply)
    if (answer === 'again') return false
    const entry = entries.get(name)
    entries.delete(name)
    entry?.answer(answer)
    return true
  }
  const send = async (way: Way, name: CommandId, { command }: Entry): Promise<void> => {
    for (;;) {
      const reply = await way.line.request({ type: 'command', command })
      // Without an answer it stays, and goes out again on the next connection.
      if (E.isLeft(reply)) return
      if (settle(name, reply.right)) break
      await new Promise((resolve) => setTimeout(resolve, pause))
      if (current !== way) return
    }
    way.underWay -= 1
    sendOn(way)
  }
  const sendOn = (way: Way): void => {
    for (const name of way.waiting) {
      if (way.underWay >= atOnce) return
      way.waiting.delete(name)
      const entry = entries.get(name)
      if (entry === undefined) continue
      way.underWay += 1
      void send(way, name, entry)
    }
  }

  return {
    submit: (command) =>
      new Promise((answer) => {
        if (closed) return answer(E.left({ _tag: 'Closed' }))
        const name = nameOf(command)
        const before = entries.get(name)
        const both: Answer = (given) => {
          before?.answer(given)
          answer(given)
        }
        entries.set(name, { command, answer: both })
        if (current === null) return
        current.waiting.add(name)
        sendOn(current)
      }),
    use: (line) => {
      current = { line, underWay: 0, waiting: new Set(entries.keys()) }
      sendOn(current)
    },
    close: () => {
      closed = true
      for (const { answer } of entries.values()) answer(E.left({ _tag: 'Closed' }))
      entries.clear()
    },
  }
}

const answerOf = (reply: Reply): E.Either<CommandFailure, Accepted> | 'again' => {
  switch (reply.type) {
    case 'accepted':
      return E.right({ revision: reply.revision, position: reply.position, result: reply.result })
    case 'rejected':
      return E.left({ _tag: 'Rejected', rejection: reply.rejection })
    case 'error':
      return isPassing(reply.error) ? 'again' : E.left({ _tag: 'Failed', error: reply.error })
    case 'authenticated':
    case 'result':
    case 'subscribed':
    case 'unsubscribed':
      return E.left({ _tag: 'Failed', error: { _tag: 'Internal', reference: `answered by ${reply.type}` } })
  }
}
