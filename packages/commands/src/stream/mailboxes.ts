import type { DomainEvent } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { unavailable } from '../errors.ts'
import type { CommandError } from '../errors.ts'
import { RecentlyUsed } from '../recently-used.ts'
import type { RowSource } from '../row-source.ts'
import { pageReader } from './folded.ts'
import type { InTime } from './in-time.ts'
import type { StreamLimits } from './limits.ts'
import { Mailbox, type Submission } from './mailbox.ts'
import type { Answer, StreamRules } from './order.ts'
import type { Pause } from './settle.ts'
import { WorkingCopy } from './working-copy.ts'

export interface MailboxesOf<Stream, Command, Event extends DomainEvent, Key, Row> {
  readonly rules: StreamRules<Command, Event, Key, Row>
  readonly rows: RowSource<Stream, Key, Row>
  readonly store: EventStore
  readonly limits: StreamLimits
  readonly pause: Pause
  readonly inTime: InTime
  /** The most rows and events that all their states together keep, and the most mailboxes. */
  readonly mostWeight: number
  readonly mostMailboxes: number
}

interface Held<Command, Event extends DomainEvent, Key, Row> {
  readonly mailbox: Mailbox<Command, Event, Key, Row>
  weight: number
}

/** A mailbox for each stream that is in use. Those that rest are dropped, the longest unused first, to save room. */
export class Mailboxes<Stream, Command, Event extends DomainEvent, Key, Row> {
  readonly #of: MailboxesOf<Stream, Command, Event, Key, Row>
  readonly #held = new RecentlyUsed<string, Held<Command, Event, Key, Row>>()
  #weight = 0
  #closed: (() => void) | undefined

  constructor(of: MailboxesOf<Stream, Command, Event, Key, Row>) {
    this.#of = of
  }

  /** See `Mailbox.submit`. `name` is that of the stream in the log. */
  submit(
    name: string,
    stream: Stream,
    submission: Submission<Command, Key>,
  ): Promise<E.Either<CommandError, Answer<Key, Row>>> {
    if (this.#closed !== undefined) return Promise.resolve(E.left(unavailable('this process is going down')))
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

  #open(name: string, stream: Stream): Held<Command, Event, Key, Row> {
    const { rules, rows, store, limits, pause, inTime } = this.#of
    const copy = new WorkingCopy<Event, Key, Row>({
      decider: rules.decider,
      load: (keys) => rows.load(stream, keys),
      read: pageReader(store, name, rules.isEvent, rules.begins),
      pinned: rules.pinned,
      limits,
    })
    const mailbox = new Mailbox<Command, Event, Key, Row>(
      { stream: name, rules, store, copy, limits, pause, inTime },
      () => this.#rested(name, held),
    )
    const held: Held<Command, Event, Key, Row> = { mailbox, weight: 0 }
    this.#held.add(name, held)
    return held
  }

  #rested(name: string, held: Held<Command, Event, Key, Row>): void {
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
