import * as E from 'fp-ts/lib/Either.js'
import { unavailable } from '../errors.ts'
import type { CommandError } from '../errors.ts'
import type { RowsAsOf } from '../row-source.ts'
import { carryOut, presumedBy } from './carry-out.ts'
import type { Attempt, StreamShell } from './carry-out.ts'
import type { Settled, PendingCommand } from './pending-command.ts'
import { CommandQueue } from './command-queue.ts'

/** A command before it waits. */
export type Submission = Omit<PendingCommand, 'answer'>

/**
 * The commands for one stream, in the order in which they came, in two stages that run at once: one looks up rows
 * in the projection, as many commands at a time as came meanwhile; the other carries out, in one append, all whose
 * rows were looked up. So under load neither waits for the other.
 */
export class Mailbox {
  #shell: StreamShell
  readonly #rested: () => void
  readonly #queue: CommandQueue
  #ready: Array<PendingCommand> = []
  #looked: Array<RowsAsOf> = []
  #looks = false
  #works = false

  /** `rested` is called after every round. */
  constructor(shell: StreamShell, rested: () => void) {
    this.#shell = shell
    this.#queue = new CommandQueue(shell.limits, (entry) => this.#shell.copy.row(entry) !== undefined)
    this.#rested = rested
  }

  /** How many rows and events its state holds. */
  get weight(): number {
    return this.#shell.copy.weight
  }

  /** Whether its stream was seen not to be there: then there is nothing to keep. */
  get empty(): boolean {
    return this.#shell.copy.revision < 0
  }

  /** Whether nothing is under way. */
  get idle(): boolean {
    return !this.#looks && !this.#works
  }

  /** Carries out a command; without one, looks at rows as they are at the end of the stream. Never rejects. */
  submit(submission: Submission): Promise<E.Either<CommandError, Settled>> {
    return new Promise((answer) => {
      const turnedAway = this.#queue.push({ ...submission, answer })
      if (turnedAway !== undefined) {
        const { pending, waiting } = turnedAway
        pending.answer(E.left({ _tag: 'Overloaded', waiting }))
      }
      this.#lookUpSoon()
    })
  }

  /** After whatever else arrived in this turn of the event loop, so that it is looked up along. */
  #lookUpSoon(): void {
    if (this.#looks || this.#queue.size === 0) return
    this.#looks = true
    setImmediate(() => void this.#lookUp())
  }

  async #lookUp(): Promise<void> {
    const { limits } = this.#shell
    // What was looked up is carried out in its order, and nobody overtakes: so it is no more than the next batch.
    while (this.#queue.size > 0 && this.#ready.length < limits.batch) {
      const { copy } = this.#shell
      const batch = this.#queue.take()
      const presumed = new Set(
        batch.flatMap((pending) => presumedBy(this.#shell, pending)).map(({ text }) => text),
      )
      const missing = copy
        .missing(batch.flatMap((pending) => pending.keys))
        .filter(({ text }) => !presumed.has(text))
      if (missing.length > 0) {
        const loaded = await this.#shell.inTime(copy.load(missing))
        if (loaded === 'late' || E.isLeft(loaded)) {
          const error = loaded === 'late' ? unavailable('the projection gives no answer') : loaded.left
          for (const pending of batch) pending.answer(E.left(error))
          continue
        }
        this.#looked.push(loaded.right)
      }
      this.#ready.push(...batch)
      if (!this.#works) void this.#work()
    }
    this.#looks = false
    this.#rested()
  }

  async #work(): Promise<void> {
    const { limits } = this.#shell
    this.#works = true
    while (this.#ready.length > 0) {
      const batch = this.#ready.splice(0, limits.batch)
      this.#lookUpSoon()
      const giveUp = new AbortController()
      const attempt: Attempt = { sent: false, over: giveUp.signal }
      const left = await this.#shell.inTime(this.#round(batch, attempt))
      if (left === 'late') {
        giveUp.abort()
        this.#giveUp(batch, attempt)
      } else this.#ready.unshift(...left)
      this.#shell.copy.trim()
      this.#rested()
    }
    this.#works = false
    this.#rested()
  }

  /** Never rejects. */
  async #round(batch: ReadonlyArray<PendingCommand>, attempt: Attempt) {
    const shell = this.#shell
    try {
      const looked = this.#looked
      this.#looked = []
      for (const rows of looked) {
        const admitted = await shell.copy.admit(rows)
        if (E.isRight(admitted)) continue
        for (const pending of batch) pending.answer(admitted)
        return []
      }
      return await carryOut(shell, batch, attempt)
    } catch (error) {
      // A mistake of ours, after which nothing is known: not what the state is, nor what was written.
      shell.copy.forget()
      for (const pending of batch)
        pending.answer(E.left({ _tag: 'InDoubt', cause: `a fault: ${String(error)}` }))
      return []
    }
  }

  /**
   * The log, or the projection, gives no answer. Whoever waits is told so; what went to the log may be
   * written yet. The state stays with the round, which may still be at it, and another begins.
   */
  #giveUp(batch: ReadonlyArray<PendingCommand>, { sent }: Attempt): void {
    const cause = `no answer within ${this.#shell.limits.answerWithin} ms`
    this.#shell = { ...this.#shell, copy: this.#shell.copy.anew() }
    this.#looked = []
    for (const pending of batch)
      pending.answer(
        E.left(sent && pending.given !== undefined ? { _tag: 'InDoubt', cause } : unavailable(cause)),
      )
    const waiting = this.#ready
    this.#ready = []
    while (this.#queue.size > 0) waiting.push(...this.#queue.take())
    for (const pending of waiting) pending.answer(E.left(unavailable(cause)))
  }
}
