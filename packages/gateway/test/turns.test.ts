import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { acceptedAt, fakeCommands } from '@parley/engine/testing'
import { turns, type Turns } from '../src/session/turns.ts'
import { sessions, settled } from './support/sessions.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Sessions whose frames cost what they say, and what was taken of them since one looked last, in order. */
const taking = (all: Turns) => {
  let taken: Array<string> = []
  return {
    /** Has frames of these costs come over one session, which is called as its person unless given. */
    come: (whose: string, costs: ReadonlyArray<number>, session = whose): void => {
      const left = costs.map((cost, n) => ({ cost, take: () => taken.push(`${session} ${n}`) }))
      while (left[0] !== undefined && all.mayTake(whose, left[0].cost)) left.shift()?.take()
      all.wait({ whose: () => whose, cost: () => left[0]?.cost, next: () => left.shift()?.take() })
    },
    taken: (): ReadonlyArray<string> => {
      const since = taken
      taken = []
      return since
    },
  }
}

test('GW-70: of much that one says a share is taken in each turn, and what others say in the same turn', async () => {
  const { come, taken } = taking(turns(2, 10))
  come('ada', [1, 1, 1, 1, 1])
  come('bob', [1])
  expect(taken()).toEqual(['ada 0', 'ada 1', 'bob 0'])
  await turn()
  come('bob', [1])
  expect(taken()).toEqual(['ada 2', 'ada 3', 'bob 0'])
  await turn()
  expect(taken()).toEqual(['ada 4'])
})

test('GW-70: all sessions of a person have one share', async () => {
  const { come, taken } = taking(turns(2, 10))
  come('ada', [1, 1, 1])
  come('ada', [1])
  expect(taken()).toEqual(['ada 0', 'ada 1'])
  await turn()
  expect(taken().toSorted()).toEqual(['ada 0', 'ada 2'])
})

test('GW-70: what costs more than a share is taken alone, and made up for', async () => {
  const { come, taken } = taking(turns(2, 10))
  come('ada', [5, 1])
  const seen: Array<ReadonlyArray<string>> = [taken()]
  for (let n = 0; n < 3; n += 1) {
    await turn()
    seen.push(taken())
  }
  expect(seen).toEqual([['ada 0'], [], ['ada 1'], []])
})

test('GW-70: where many have much to say, each of them has a share before any has another', async () => {
  const { come, taken } = taking(turns(1, 2))
  for (const whose of ['ada', 'bob', 'cy']) come(whose, [1, 1, 1])
  expect(taken()).toEqual(['ada 0', 'bob 0', 'cy 0'])
  await turn()
  expect(taken()).toEqual(['ada 1', 'bob 1'])
  await turn()
  expect(taken()).toEqual(['cy 1', 'ada 2'])
  await turn()
  expect(taken()).toEqual(['bob 2', 'cy 2'])
})

test('GW-70: everything is taken, once and in the order of its session, in no more turns than it costs', async () => {
  const talk = fc.array(
    fc.record({
      whose: fc.constantFrom('ada', 'bob', 'cy'),
      costs: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }),
    }),
    { maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(
      talk,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 8 }),
      async (all, share, most) => {
        const { come, taken } = taking(turns(share, most))
        const nameOf = (whose: string, n: number): string => `${whose} over ${n}`
        for (const [n, { whose, costs }] of all.entries()) come(whose, costs, nameOf(whose, n))
        const cost = all.flatMap(({ costs }) => costs).reduce((sum, one) => sum + one, 0)
        for (let n = 0; n <= cost; n += 1) await turn()
        const names = taken()
        for (const [n, { whose, costs }] of all.entries()) {
          const session = nameOf(whose, n)
          const mine = names.filter((name) => name.startsWith(`${session} `))
          expect(mine).toEqual(costs.map((_, at) => `${session} ${at}`))
        }
      },
    ),
    { numRuns: 50 },
  )
})

const send = (n: number): object => ({
  type: 'command',
  id: n,
  command: {
    type: 'SendMessage',
    clientMessageId: `${n}`,
    channelId: '00000000-0000-4000-8000-000000000001',
    feedId: 'main',
    parentId: null,
    body: { kind: 'text', text: 'hi' },
  },
})

test('GW-70: frames that wait are answered in their order, and their socket is not read from meanwhile', async () => {
  const commands = fakeCommands(() => acceptedAt(1))
  const { enter } = sessions({ commands, limits: { shareOfTurn: 2 } })
  const [ada, bob] = [await enter('ada'), await enter('bob')]
  await settled()
  for (let n = 1; n <= 5; n += 1) ada.say(send(n))
  bob.say(send(1))
  const said = (): ReadonlyArray<string> =>
    commands.asked.map(
      ({ command }) => `${command.by} ${command.type === 'SendMessage' ? command.commandId : ''}`,
    )
  expect(said()).toEqual(['ada 1', 'ada 2', 'bob 1'])
  expect([ada.socket.paused, bob.socket.paused]).toEqual([true, false])
  await turn()
  expect(said().slice(3)).toEqual(['ada 3', 'ada 4'])
  expect(ada.socket.paused).toBe(true)
  await turn()
  expect(said().slice(5)).toEqual(['ada 5'])
  expect(ada.socket.paused).toBe(false)
})

test('GW-70: what waits of a session that has ended is not taken, and stands before nobody', async () => {
  const commands = fakeCommands(() => acceptedAt(1))
  const { enter } = sessions({ commands, limits: { shareOfTurn: 1 } })
  const [first, second] = [await enter('ada'), await enter('ada')]
  await settled()
  for (let n = 1; n <= 50; n += 1) first.say(send(n))
  second.say(send(99))
  first.session.closed()
  await turn()
  expect(commands.asked).toHaveLength(2)
})

test('GW-70: who says who they are has the rest taken as theirs, in its order, though it was said before', async () => {
  const commands = fakeCommands(() => acceptedAt(1))
  const { open } = sessions({ commands, limits: { shareOfTurn: 1 } })
  const ada = open()
  ada.say({ type: 'authenticate', id: 1, version: 1, token: 'ada' })
  for (let n = 2; n <= 4; n += 1) ada.say(send(n))
  // The share of their address goes to somebody else there.
  open().say({ type: 'authenticate', id: 1, version: 1, token: 'bob' })
  await settled()
  await settled()
  const answers = ada.socket.frames.map((frame) => ('id' in frame ? `${frame.type} ${frame.id}` : frame.type))
  expect(answers).toEqual(['authenticated 1', 'accepted 2', 'accepted 3', 'accepted 4'])
})
