import { kindOf, nameOf } from '@parley/domain'
import type { StreamAddress } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { unavailable } from '../errors.ts'
import type { CommandError } from '../errors.ts'
import { RecentlyUsed } from '../recently-used.ts'
import type { RowSource } from '../row-source.ts'
import type { Committing } from './committing.ts'
import { pageReader } from './folded.ts'
import type { InTime } from './in-time.ts'
import type { StreamLimits } from './limits.ts'
import { Mailbox, type Submission } from './mailbox.ts'
import type { Settled } from './pending-command.ts'
import type { Pause } from './settle.ts'
import { domainRules } from './rules.ts'
import { WorkingCopy } from './working-copy.ts'

export interface MailboxesOf {
  readonly rows: RowSource
  readonly store: EventStore
  readonly limits: StreamLimits
  readonly committed: Committing
  readonly pause: Pause
  readonly inTime: InTime
  /** The most rows and events that all their states together keep, and the most mailboxes. */
  readonly mostWeight: number
  readonly mostMailboxes: number
}

interface Held {
  readonly mailbox: Mailbox
  weight: number
}

/** A mailbox for each stream that is in use. Those that rest are dropped, the longest unused first, to save room. */
export class Mailboxes {
  readonly #of: MailboxesOf
  readonly #held = new RecentlyUsed<string, Held>()
  #weight = 0
  #closed: (() => void) | undefined

  constructor(of: MailboxesOf) {
    this.#of = of
  }

  /** See `Mailbox.submit`. */
  submit(stream: StreamAddress, submission: Submission): Promise<E.Either<CommandError, Settled>> {
    if (this.#closed !== undefined) return Promise.resolve(E.left(unavailable('this process is going down')))
    const name = nameOf(stream)
    const held = this.#held.use(name) ?? this.#open(name, stream)
    return held.mailbox.submit(submission)
  }

  /** Takes no more commands; resolves when those that wait have their answers. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closed = resolve
      this.#closeIfIdle()
    })
  }

  #open(name: string, stream: StreamAddress): Held {
    const kind = kindOf(stream)
    const { rows, store, committed, limits, pause, inTime } = this.#of
    const copy = new WorkingCopy({
      load: (keys) => rows.load(stream, keys),
      read: pageReader(store, name, kind),
      keptAtHand: kind.keptAtHand,
      changesOf: domainRules.changesOf,
      limits,
    })
    const mailbox = new Mailbox({ stream: name, store, copy, limits, committed, pause, inTime }, () =>
      this.#rested(name, held),
    )
    const held: Held = { mailbox, weight: 0 }
    this.#held.add(name, held)
    return held
  }

  #rested(name: string, held: Held): void {
    this.#weight += held.mailbox.weight - held.weight
    held.weight = held.mailbox.weight
    const { mostWeight, mostMailboxes } = this.#of
    // Whoever asks for streams that do not exist drives nobody out.
    if (held.mailbox.idle && held.mailbox.empty && this.#held.drop(name)) this.#weight -= held.weight
    this.#held.trim(
      () => this.#weight <= mostWeight && this.#held.size <= mostMailboxes,
      ({ mailbox }) => !mailbox.idle,
      ({ weight }) => {
        this.#weight -= weight
      },
    )
    this.#closeIfIdle()
  }

  #closeIfIdle(): void {
    if (this.#closed === undefined) return
    for (const { mailbox } of this.#held.values()) if (!mailbox.idle) return
    this.#closed()
  }
}
