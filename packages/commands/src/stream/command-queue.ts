import type { RowKey } from '@parley/domain'
import { FairQueue, type Owned } from './fair-queue.ts'
import type { StreamLimits } from './limits.ts'
import type { PendingCommand } from './pending-command.ts'

interface Waiting extends Owned {
  readonly pending: PendingCommand
}

interface Lane {
  readonly queue: FairQueue<Waiting>
  /** The most that may be in it, those on their way to an answer included. */
  readonly most: number
  /** Taken out of the queue, and not answered. */
  underWay: number
}

/** A command that there is no room for, and how many have taken it. */
export interface TurnedAway {
  readonly pending: PendingCommand
  readonly waiting: number
}

/**
 * The commands that wait for a stream, in two lanes: those of people who are known to belong, and those of whom it is
 * not known, or who are known not to. The second is smaller and gives way to the first, so that who may not enter
 * takes no room from who may. The lane decides nothing: who has just been added gets in by the second. Within a lane,
 * room is shared by person, and one of each is taken in turn.
 */
export class CommandQueue {
  readonly #batch: number
  readonly #belongs: (entry: RowKey) => boolean
  readonly #inside: Lane
  readonly #outside: Lane
  #came = 0

  /** `belongs`: whether the row at a key, that of a membership, is known to be there. */
  constructor({ batch, waiting, waitingOutside }: StreamLimits, belongs: (entry: RowKey) => boolean) {
    this.#batch = batch
    this.#belongs = belongs
    this.#inside = { queue: new FairQueue(), most: waiting, underWay: 0 }
    this.#outside = { queue: new FairQueue(), most: Math.min(waiting, waitingOutside), underWay: 0 }
  }

  /** How many wait to be taken. */
  get size(): number {
    return this.#inside.queue.size + this.#outside.queue.size
  }

  /** Lets a command wait. Where the room is full, the latest of whoever has most gives way to one of who has fewer; else this one is turned away. */
  push(pending: PendingCommand): TurnedAway | undefined {
    const { by } = pending
    const lane = this.#laneOf(pending)
    const { queue } = lane
    const waiting = queue.size + lane.underWay
    const gone = waiting < lane.most ? undefined : (queue.takeBack(queue.of(by) + 1)?.pending ?? pending)
    if (gone !== pending) queue.push({ by, came: this.#came++, pending })
    return gone === undefined ? undefined : { pending: gone, waiting }
  }

  /**
   * The next to be carried out together, in the order in which they came: all, where they are no more than go into
   * one batch; else those who belong, one of each person in turn, and an eighth of the others.
   */
  take(): ReadonlyArray<PendingCommand> {
    for (const one of this.#outside.queue.takeAllWhere(({ pending }) => this.#isInside(pending)))
      this.#inside.queue.push(one)
    const batch = this.#batch
    const all = this.size <= batch || this.#outside.queue.size === 0
    const inside = this.#inside.queue.take(all ? batch : Math.max(batch - Math.ceil(batch / 8), 1))
    const outside = this.#outside.queue.take(batch - inside.length)
    return [
      ...inside.map((one) => underWay(this.#inside, one)),
      ...outside.map((one) => underWay(this.#outside, one)),
    ]
      .toSorted((a, b) => a.came - b.came)
      .map(({ pending }) => pending)
  }

  /** The lane of a command: whoever has something in a lane stays in it, so that all of theirs keep their order. */
  #laneOf(pending: PendingCommand): Lane {
    if (this.#outside.queue.of(pending.by) > 0) return this.#outside
    if (this.#inside.queue.of(pending.by) > 0) return this.#inside
    return this.#isInside(pending) ? this.#inside : this.#outside
  }

  #isInside({ entry }: PendingCommand): boolean {
    return entry === undefined || this.#belongs(entry)
  }
}

/** It leaves its lane when it is answered; what a round that was given up says of it later counts for nothing. */
const underWay = (
  lane: Lane,
  { came, pending }: Waiting,
): { readonly came: number; readonly pending: PendingCommand } => {
  lane.underWay++
  let answered = false
  const answer: typeof pending.answer = (outcome) => {
    if (answered) return
    answered = true
    lane.underWay--
    pending.answer(outcome)
  }
  return { came, pending: { ...pending, answer } }
}
