import type { ExpectedRevision } from '@parley/event-store'
import type { Answer } from './append-answer.ts'
import { AppendCall } from './append-call.ts'
import type { Connections } from './connections.ts'
import type { Encoded } from './encoded.ts'
import { failureOf } from './failure.ts'

/** The line that all appends of a store go out by: one call at a time, opened when needed, again after each loss. */
export class AppendLine {
  readonly #connections: Connections
  readonly #within: number
  #call: Promise<AppendCall> | undefined

  /** `within`: milliseconds that an answer may take. */
  constructor(connections: Connections, within: number) {
    this.#connections = connections
    this.#within = within
  }

  /** Sends once. Never rejects. */
  async send(stream: string, expected: ExpectedRevision, events: Encoded): Promise<Answer> {
    let call: AppendCall
    try {
      this.#call ??= this.#open()
      call = await this.#call
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag === 'denied') return failure
      return { _tag: 'refused', cause: 'cause' in failure ? failure.cause : failure._tag }
    }
    return call.send(stream, expected, events)
  }

  async #open(): Promise<AppendCall> {
    const { connection, giveBack } = this.#connections.take()
    try {
      await connection.ready()
      return new AppendCall(await connection.batchAppend(), this.#within, (broken) => {
        this.#call = undefined
        giveBack(broken)
      })
    } catch (error) {
      this.#call = undefined
      giveBack(true)
      throw error
    }
  }
}
