import { randomUUID } from 'node:crypto'
import { streamOf } from '@parley/domain'
import type { DomainEvent } from '@parley/domain'
import { arbitraryCommands, emptyWorld, submit } from '@parley/domain/testing'
import { decodeRecorded, memoryEventStore, memoryLog, toNewEvent } from '@parley/event-store'
import type { MemoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StreamLimits } from '../src/index.ts'
import { explains } from './support/explains.ts'
import { faultyStore } from './support/faulty-store.ts'
import { rowsOf, empty } from '../src/testing/log-rows.ts'
import type { Lag } from '../src/testing/log-rows.ts'
import { randomFrom, randomTurns } from './support/random.ts'
import { carryOut, forgetful, serviceOn } from './support/service.ts'
import type { Outcome } from './support/service.ts'

// So small that rows are dropped, the tail ends and pages fill up within any history.
const tight: Partial<StreamLimits> = { rows: 3, tail: 6, page: 3, gap: 7, batch: 5 }

/** Some revision of the past, another one at each call; now and then nothing, now and then all. */
const anyLag =
  (random: () => number): Lag =>
  (last) => {
    const die = random()
    if (die < 0.2) return -1
    if (die < 0.4) return last
    return Math.floor(random() * (last + 2)) - 1
  }

/** How many events it made, or why not. */
const briefly = (outcome: Outcome): unknown => (E.isRight(outcome) ? outcome.right.events : outcome.left)

const decoded = (log: MemoryLog): ReadonlyArray<DomainEvent> =>
  log.events.map((event) => {
    const answer = decodeRecorded(event)
    if (E.isLeft(answer)) throw new Error(answer.left.cause)
    return answer.right
  })

const write = async (log: MemoryLog, events: ReadonlyArray<DomainEvent>): Promise<void> => {
  for (const event of events)
    await memoryEventStore({ log }).append(streamOf(event), 'any', [toNewEvent(event, randomUUID())])()
}

const threeServices = (log: MemoryLog, random: () => number, turns: number) =>
  [1, 2, 3].map(() => {
    const delay = randomTurns(random, turns)
    const store = faultyStore(memoryEventStore({ log }), { delay })
    return serviceOn(log, undefined, {
      store: random() < 0.5 ? store : forgetful(store),
      rows: rowsOf(log, anyLag(random), delay),
      limits: tight,
      mostMailboxes: random() < 0.5 ? 1 : 100,
    })
  })

const history = arbitraryCommands({ channels: 2, maxLength: 60 })
const anySeed = fc.integer()

describe('what is decided does not depend on how far the projection is', () => {
  test('CMD-1 one after another, from any of three processes: as from the whole stream', async () => {
    await fc.assert(
      fc.asyncProperty(history, anySeed, async (commands, seed) => {
        const random = randomFrom(seed)
        const log = memoryLog()
        const services = threeServices(log, random, 0)
        const world = emptyWorld()
        for (const command of commands) {
          const expected = submit(world, command)
          const service = services[Math.floor(random() * services.length)] ?? services[0]
          if (service === undefined) throw new Error('no service')
          const outcome = await carryOut(service, command)
          expect(briefly(outcome)).toEqual(
            E.isRight(expected) ? expected.right.length : { _tag: 'Rejected', rejection: expected.left },
          )
          // What no command makes is written by others.
          await write(log, world.events.slice(log.events.length))
        }
        expect(decoded(log)).toEqual(world.events)
      }),
      { numRuns: 150 },
    )
  })

  test('CMD-1 CMD-2 CMD-3 all at once, from three processes: every answer is right at some moment', async () => {
    await fc.assert(
      fc.asyncProperty(history, anySeed, async (commands, seed) => {
        const random = randomFrom(seed)
        const log = memoryLog()
        const services = threeServices(log, random, 3)
        const pace = randomTurns(random, 2)
        const answers: Array<Promise<boolean>> = []
        for (const command of commands) {
          const service = services[Math.floor(random() * services.length)] ?? services[0]
          if (service === undefined) throw new Error('no service')
          const asked = log.events.length
          answers.push(
            carryOut(service, command).then((outcome) => explains(decoded(log), asked, command, outcome)),
          )
          await pace()
        }
        expect(await Promise.all(answers)).not.toContain(false)
      }),
      { numRuns: 150 },
    )
  })

  test('CMD-1 an empty projection: the whole stream is folded', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (commands) => {
        const log = memoryLog()
        const world = emptyWorld()
        for (const command of commands) {
          submit(world, command)
          await carryOut(serviceOn(log, empty, { limits: tight }), command)
          await write(log, world.events.slice(log.events.length))
        }
        expect(decoded(log)).toEqual(world.events)
      }),
      { numRuns: 30 },
    )
  })
})
