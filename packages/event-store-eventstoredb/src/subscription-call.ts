import { setImmediate } from 'node:timers/promises'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ClientReadableStream } from '@grpc/grpc-js'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'
import type { Filtered } from './filtered.ts'

/** What comes out of a subscription. `quiet`: nothing came for as long as was waited. */
export type SubscriptionItem =
  | { readonly _tag: 'events'; readonly events: ReadonlyArray<Filtered> }
  | { readonly _tag: 'checkpoint'; readonly position: number }
  | { readonly _tag: 'caught-up' }
  | { readonly _tag: 'fell-behind' }
  | { readonly _tag: 'quiet' }
  | { readonly _tag: 'failed'; readonly failure: Failure }

/** How many events wait here before the server is made to wait, unless fewer shall; a quarter, and it may go on. */
const usualMost = 1000

/** One subscription call, as something to pull from: bounded, whatever the server sends and however slow the pull. */
export class SubscriptionCall {
  readonly #call: ClientReadableStream<ReadResp>
  readonly #waiting: Array<SubscriptionItem> = []
  readonly #most: number
  #batch: Array<Filtered> = []
  #held = 0
  #wake: () => void = () => undefined

  /** `keep`: what to hold of an event until it is pulled; `most`: how many at once. */
  constructor(
    call: ClientReadableStream<ReadResp>,
    keep: (event: ReadResp.ReadEvent) => Filtered,
    most = usualMost,
  ) {
    this.#call = call
    this.#most = most
    call.on('data', (response: ReadResp) => {
      const event = response.getEvent()
      const checkpoint = response.getCheckpoint()
      if (event !== undefined) this.#hold(keep(event))
      else if (checkpoint !== undefined)
        this.#push({ _tag: 'checkpoint', position: Number(checkpoint.getCommitPosition()) })
      else if (response.hasCaughtUp()) this.#push({ _tag: 'caught-up' })
      else if (response.hasFellBehind()) this.#push({ _tag: 'fell-behind' })
    })
    call.on('error', (error: unknown) => this.#push({ _tag: 'failed', failure: failureOf(error) }))
    const ended: Failure = { _tag: 'lost', cause: 'the server ended the subscription' }
    call.on('end', () => this.#push({ _tag: 'failed', failure: ended }))
  }

  /** What came next, waited for at most so many milliseconds. */
  async next(milliseconds: number, ended: AbortSignal): Promise<SubscriptionItem> {
    if (this.#waiting.length === 0 && !ended.aborted) {
      await this.#something(milliseconds, ended)
      // What has arrived along with it goes along with it: one batch instead of one event at a time.
      if (this.#waiting.length > 0) await setImmediate()
    }
    const item = this.#waiting.shift()
    if (item === undefined) return { _tag: 'quiet' }
    if (item._tag === 'events') {
      if (item.events === this.#batch) this.#batch = []
      this.#held -= item.events.length
      if (this.#held <= this.#most / 4 && this.#call.isPaused()) this.#call.resume()
    }
    return item
  }

  cancel(): void {
    this.#call.cancel()
  }

  #hold(event: Filtered): void {
    if (this.#batch.length === 0) {
      this.#batch = [event]
      this.#waiting.push({ _tag: 'events', events: this.#batch })
    } else this.#batch.push(event)
    this.#held += 1
    if (this.#held >= this.#most) this.#call.pause()
    this.#wake()
  }

  #push(item: SubscriptionItem): void {
    // What comes after it is not before it: the next event begins a batch of its own.
    this.#batch = []
    this.#waiting.push(item)
    this.#wake()
  }

  #something(milliseconds: number, ended: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        ended.removeEventListener('abort', done)
        this.#wake = () => undefined
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      ended.addEventListener('abort', done)
      this.#wake = done
    })
  }
}
