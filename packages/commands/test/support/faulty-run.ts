import { ada, bob } from '@parley/domain/testing'
import type { UserId } from '@parley/domain'
import { memoryEventStore, memoryLog } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Accepted, CommandService } from '../../src/index.ts'
import { create, send } from './commands.ts'
import { faultyStore } from './faulty-store.ts'
import type { Fault } from './faulty-store.ts'
import { rowsOf } from '../../src/testing/log-rows.ts'
import { randomFrom, randomTurns } from './random.ts'
import { forgetful, inLog, serviceOn } from './service.ts'

const anyFault = (random: () => number): Fault => {
  const die = random()
  if (die < 0.1) return 'refused'
  if (die < 0.2) return 'lost'
  if (die < 0.3) return 'unacknowledged'
  return die < 0.4 ? 'late' : 'none'
}

/** What is wrong after a run; all empty but `segments`, those of the messages in the order of the log. */
export interface Faulty {
  readonly lost: ReadonlyArray<string>
  readonly doubled: ReadonlyArray<string>
  readonly wrong: ReadonlyArray<string>
  readonly segments: ReadonlyArray<unknown>
}

/**
 * Two people send messages through three processes over bad lines, and send each again, perhaps elsewhere, until
 * it is acknowledged, and some once more after that; processes crash and begin anew on the way.
 */
export const faultyRun = async (seed: number, messages: number): Promise<Faulty> => {
  const random = randomFrom(seed)
  const log = memoryLog()
  const begin = (): CommandService => {
    const delay = randomTurns(random, 3)
    const store = faultyStore(memoryEventStore({ log }), {
      append: () => anyFault(random),
      read: () => random() < 0.1,
      delay,
    })
    return serviceOn(log, undefined, {
      store: random() < 0.5 ? store : forgetful(store),
      rows: rowsOf(log, (last) => Math.floor(random() * (last + 2)) - 1, delay),
      limits: { rows: 5, tail: 8, page: 4, gap: 16, batch: 6 },
    })
  }
  const processes = [begin(), begin(), begin()]
  const anyProcess = (): CommandService => {
    const n = Math.floor(random() * processes.length)
    if (random() < 0.05) processes[n] = begin()
    return processes[n] ?? begin()
  }
  const untilAccepted = async (command: Parameters<CommandService['execute']>[0]): Promise<Accepted> => {
    for (;;) {
      const outcome = await anyProcess().execute(command)()
      if (E.isRight(outcome)) return outcome.right
      if (outcome.left._tag !== 'Unavailable' && outcome.left._tag !== 'InDoubt')
        throw new Error(JSON.stringify(outcome.left))
      await randomTurns(random, 5)()
    }
  }

  await untilAccepted(create([bob]))
  const wrong: Array<string> = []
  const sendOne = async (by: UserId, name: string) => {
    const first = await untilAccepted(send(by, name))
    if (random() < 0.2) {
      const again = await untilAccepted(send(by, name))
      if (again.result.segment !== first.result.segment) wrong.push(name)
    }
    return { name, ...first }
  }
  const pace = randomTurns(random, 2)
  const sending: Array<ReturnType<typeof sendOne>> = []
  for (let n = 0; n < messages; n++) {
    sending.push(sendOne(n % 2 === 0 ? ada : bob, `m${n}`))
    await pace()
  }
  const answers = await Promise.all(sending)
  // Whatever was still on its way has arrived by then.
  for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve))

  const sent = inLog(log).filter((event) => event.type === 'MessageSent')
  const found = (id: string | undefined) => sent.filter((event) => event.data['messageId'] === id)
  for (const { name, result } of answers)
    if (found(result.messageId)[0]?.data['segment'] !== result.segment) wrong.push(name)
  return {
    lost: answers.filter(({ result }) => found(result.messageId).length === 0).map(({ name }) => name),
    doubled: answers.filter(({ result }) => found(result.messageId).length > 1).map(({ name }) => name),
    wrong,
    segments: sent.map((event) => event.data['segment']),
  }
}
