import type { RowKey } from '@parley/domain'
import { FairQueue, type Owned } from './fair-queue.ts'
import type { StreamLimits } from './limits.ts'
import type { Order } from './order.ts'

interface Waiting extends Owned {
  readonly order: Order
}

interface Lane {
  readonly queue: FairQueue<Waiting>
  /** The most that may be in it, those on their way to an answer included. */
  readonly most: number
  /** Taken out of the queue, and not answered. */
  underWay: number
}

/** An order that there is no room for, and how many have taken it. */
export interface TurnedAway {
  readonly order: Order
  readonly waiting: number
}

/**
 * The commands that wait for a stream, in two lanes: those of people who are known to belong, and those of whom it is
 * not known, or who are known not to. The second is smaller and gives way to the first, so that who may not enter
 * takes no room from who may. The lane decides nothing: who has just been added gets in by the second. Within a lane,
 * room and turns are shared by person.
 */
export class WaitingRoom {
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

  /** Lets an order wait. Who has the most gives up a place to who has less; else the order itself is turned away. */
  push(order: Order): TurnedAway | undefined {
    const { by } = order
    const lane = this.#laneOf(order)
    const { queue } = lane
    const waiting = queue.size + lane.underWay
    const gone = waiting < lane.most ? undefined : (queue.takeBack(queue.of(by) + 1)?.order ?? order)
    if (gone !== order) queue.push({ by, came: this.#came++, order })
    return gone === undefined ? undefined : { order: gone, waiting }
  }

  /**
   * The next to be carried out together, in the order in which they came: all, where they are no more than go into
   * one batch; else those who belong, in turns, and an eighth of the others.
   */
  take(): ReadonlyArray<Order> {
    for (const one of this.#outside.queue.takeAllWhere(({ order }) => this.#isInside(order)))
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
      .map(({ order }) => order)
  }

  /** Where an order waits: whoever has something in a lane stays in it, so that all of theirs keep their order. */
  #laneOf(order: Order): Lane {
    if (this.#outside.queue.of(order.by) > 0) return this.#outside
    if (this.#inside.queue.of(order.by) > 0) return this.#inside
    return this.#isInside(order) ? this.#inside : this.#outside
  }

  #isInside({ entry }: Order): boolean {
    return entry === undefined || this.#belongs(entry)
  }
}

/** It leaves its lane when it is answered; what a round that was given up says of it later counts for nothing. */
const underWay = (lane: Lane, { came, order }: Waiting): { readonly came: number; readonly order: Order } => {
  lane.underWay++
  let answered = false
  const answer: typeof order.answer = (outcome) => {
    if (answered) return
    answered = true
    lane.underWay--
    order.answer(outcome)
  }
  return { came, order: { ...order, answer } }
}
