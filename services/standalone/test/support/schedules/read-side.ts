import { rowsOf, upTo } from '@parley/commands/testing'
import type { RowSource } from '@parley/commands'
import type { Happened } from '@parley/contract/testing'
import type { Position } from '@parley/domain'
import { decodeRecorded, type MemoryLog } from '@parley/event-store'
import type { Queries } from '@parley/read-models'
import { queriesInMemory } from '@parley/read-models/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { Turns } from './turns.ts'

/** The read models of all servers: in memory, and as far behind the log as the schedule has them. */
export interface ReadSide {
  readonly queries: Queries
  readonly rows: RowSource
  /** Everything that is in the log, decoded. */
  readonly happened: () => ReadonlyArray<Happened>
  /** Goes on by what it takes in one turn, if the projector runs. Gives how many events that were. */
  readonly project: () => number
  readonly setRunning: (running: boolean) => void
  /** All is dropped, and made anew by a projector that runs. */
  readonly drop: () => void
}

/** How long a question waits for what it is to show, in milliseconds. */
const waitsFor = 5_000

interface Options {
  readonly log: MemoryLog
  readonly turns: Turns
  /** The events that are projected in one turn. */
  readonly eventsATurn: number
  /** The turns that a question takes, before and after what it reads is read. */
  readonly questionTurns: number
  readonly mostRows: number
}

export const readSide = ({ log, turns, eventsATurn, questionTurns, mostRows }: Options): ReadSide => {
  let at = 0
  let running = true
  let waiting: Array<() => void> = []
  let decoded: ReadonlyArray<Happened> = []
  let taken: ReadonlyArray<Happened> = []

  const happened = (): ReadonlyArray<Happened> => {
    // A log that was set back and has grown since has other events at these positions.
    const last = decoded.at(-1)
    const isWhole = last === undefined || log.events[decoded.length - 1]?.recordedAt === recorded.get(last)
    if (isWhole && decoded.length === log.events.length) return decoded
    const from = isWhole ? decoded : []
    decoded = [...from, ...log.events.slice(from.length).map(happenedIn)]
    return decoded
  }
  const reached = async (position: Position): Promise<boolean> => {
    let late = false
    const cancel = turns.clock.later(waitsFor, () => {
      late = true
      wake()
    })
    while (at < position && !late) await new Promise<void>((resolve) => waiting.push(resolve))
    cancel()
    return at >= position
  }
  const wake = (): void => {
    const woken = waiting
    waiting = []
    for (const go of woken) go()
  }
  const answers = queriesInMemory({
    history: () => {
      if (taken.length !== at || taken.at(-1) !== happened()[at - 1]) taken = happened().slice(0, at)
      return taken
    },
    reached,
    mostRows,
  })
  const slowly =
    <A>(task: () => Promise<A>): (() => Promise<A>) =>
    async () => {
      await turns.pause(questionTurns)
      const answer = await task()
      await turns.pause(questionTurns)
      return answer
    }

  return {
    happened,
    rows: rowsOf(
      log,
      upTo(() => at as Position),
      () => turns.pause(questionTurns),
    ),
    queries: {
      answer: (viewer, query) => slowly(answers.answer(viewer, query)),
      snapshots: (viewer, channelIds, atLeast) => slowly(answers.snapshots(viewer, channelIds, atLeast)),
      refusal: (viewer, channelId, atLeast) => slowly(answers.refusal(viewer, channelId, atLeast)),
      memberships: (viewer, channelIds) => slowly(answers.memberships(viewer, channelIds)),
      memberReceipts: (channel, people, atLeast) => slowly(answers.memberReceipts(channel, people, atLeast)),
      addingFacts: answers.addingFacts,
      channelsOf: answers.channelsOf,
      files: answers.files,
    },
    project: () => {
      const end = log.events.length
      if (!running || at >= end) return 0
      const before = at
      at = Math.min(end, at + eventsATurn)
      wake()
      return at - before
    },
    setRunning: (now) => {
      running = now
    },
    drop: () => {
      at = 0
    },
  }
}

/** When the log took each. */
const recorded = new WeakMap<Happened, string>()

const happenedIn = (one: MemoryLog['events'][number]): Happened => {
  const event = decodeRecorded(one)
  if (E.isLeft(event)) throw new Error(event.left.cause)
  const { revision, position, recordedAt } = one
  const happened = { event: event.right, revision, position }
  recorded.set(happened, recordedAt)
  return happened
}
