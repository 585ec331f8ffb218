import type { CommandId, Position, Rejection, Revision } from '@parley/domain'
import type { CommandResult, ProtocolError, WireCommand } from '@parley/protocol'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Line, Reply } from './connection/line.ts'
import { isLeft, left, right } from './either.ts'

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
}

const nameOf = (command: WireCommand): CommandId =>
  command.type === 'SendMessage' ? command.clientMessageId : command.commandId

/** A name is its author's in one stream: the same name in another channel names another command. */
const keyOf = (command: WireCommand): string =>
  `${'channelId' in command ? command.channelId : command.type}/${nameOf(command)}`

export const outbox = (): Outbox => {
  const entries = new Map<string, Entry>()
  let current: Pick<Line, 'request'> | null = null
  let closed = false

  const send = async (line: Pick<Line, 'request'>, key: string, entry: Entry): Promise<void> => {
    const reply = await line.request({ type: 'command', command: entry.command })
    // Without an answer it stays, and goes out again on the next connection.
    if (isLeft(reply) || entries.get(key) !== entry) return
    entries.delete(key)
    const answer = answerOf(reply.right)
    for (const tell of entry.answers) tell(answer)
  }

  return {
    submit: (command) =>
      new Promise((answer) => {
        if (closed) return answer(left({ _tag: 'Closed' }))
        const key = keyOf(command)
        const before = entries.get(key)
        // It is under way already, and as it was given first: under one name it is one.
        if (before !== undefined) return void before.answers.push(answer)
        const entry = { command, answers: [answer] }
        entries.set(key, entry)
        if (current !== null) void send(current, key, entry)
      }),
    use: (line) => {
      current = line
      for (const [key, entry] of entries) void send(line, key, entry)
    },
    close: () => {
      closed = true
      for (const { answers } of entries.values()) for (const tell of answers) tell(left({ _tag: 'Closed' }))
      entries.clear()
    },
  }
}

const answerOf = (reply: Reply): Either<CommandFailure, Accepted> => {
  switch (reply.type) {
    case 'accepted':
      return right({ revision: reply.revision, position: reply.position, result: reply.result })
    case 'rejected':
      return left({ _tag: 'Rejected', rejection: reply.rejection })
    case 'error':
      return left({ _tag: 'Failed', error: reply.error })
    case 'authenticated':
    case 'result':
    case 'subscribed':
    case 'unsubscribed':
      return left({ _tag: 'Failed', error: { _tag: 'Internal', reference: `answered by ${reply.type}` } })
    default:
      return reply satisfies never
  }
}
