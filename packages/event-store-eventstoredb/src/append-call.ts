import { randomUUID } from 'node:crypto'
import type { ClientDuplexStream } from '@grpc/grpc-js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ExpectedRevision } from '@parley/event-store'
import { responseOf } from './append-response.ts'
import type { AppendResponse } from './append-response.ts'
import { appendRequests } from './append-request.ts'
import type { Encoded } from './encoded.ts'
import { failureOf } from './failure.ts'
import { uuidOf } from './uuid.ts'

interface Pending {
  readonly settle: (answer: AppendResponse) => void
  readonly sentAt: number
}

/**
 * One batch append call, with a map of its own of the appends that wait for a response: when the call ends, these are
 * in doubt, and no others. A response that nobody waits for, or a second one, is passed over.
 */
export class AppendCall {
  readonly #call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>
  readonly #pending = new Map<string, Pending>()
  readonly #timer: NodeJS.Timeout
  #over = false

  /**
   * `within`: milliseconds after which an append without an answer is in doubt, and the call is given up.
   * `onEnd`: told once, before anyone pending is; with false where the connection itself turns to another node.
   */
  constructor(
    call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>,
    within: number,
    onEnd: (broken: boolean) => void,
  ) {
    this.#call = call
    const end = (answer: AppendResponse, broken = true): void => {
      if (this.#over) return
      this.#over = true
      clearInterval(this.#timer)
      onEnd(broken)
      for (const { settle } of this.#pending.values()) settle(answer)
      this.#pending.clear()
    }
    call.on('data', (response: BatchAppendResp) => {
      const id = uuidOf(response.getCorrelationId())
      const pending = this.#pending.get(id)
      this.#pending.delete(id)
      pending?.settle(responseOf(response))
    })
    call.on('error', (error: unknown) => {
      const failure = failureOf(error)
      if (failure._tag === 'denied') end(failure)
      else {
        const cause = 'cause' in failure ? failure.cause : failure._tag
        end({ _tag: 'in-doubt', cause }, failure._tag !== 'not-leader')
      }
    })
    call.on('end', () => end({ _tag: 'in-doubt', cause: 'the server ended the call' }))
    this.#timer = setInterval(() => {
      const [oldest] = this.#pending.values()
      if (oldest === undefined || Date.now() - oldest.sentAt < within) return
      end({ _tag: 'in-doubt', cause: `no answer within ${within} ms` })
      call.cancel()
    }, within / 4)
    this.#timer.unref()
  }

  send(stream: string, expected: ExpectedRevision, events: Encoded): Promise<AppendResponse> {
    if (this.#over) return Promise.resolve({ _tag: 'refused', cause: 'the call has ended' })
    return new Promise((settle) => {
      const id = randomUUID()
      this.#pending.set(id, { settle, sentAt: Date.now() })
      for (const request of appendRequests(id, stream, expected, events)) this.#call.write(request)
    })
  }
}
