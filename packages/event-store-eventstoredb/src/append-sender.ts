import type { ExpectedRevision } from '@parley/event-store'
import type { AppendResponse } from './append-response.ts'
import { AppendCall } from './append-call.ts'
import type { Connections } from './connections.ts'
import type { Encoded } from './encoded.ts'
import { failureOf } from './failure.ts'

/** Sends all appends of a store over one call, which is opened when it is needed and again after each loss. */
export class AppendSender {
  readonly #connections: Connections
  readonly #within: number
  #call: Promise<AppendCall> | undefined

  /** `within`: milliseconds that an answer may take. */
  constructor(connections: Connections, within: number) {
    this.#connections = connections
    this.#within = within
  }

  /** Sends once. Never rejects. */
  async send(stream: string, expected: ExpectedRevision, events: Encoded): Promise<AppendResponse> {
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
