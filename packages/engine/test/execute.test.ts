import { certain, ChannelId, Position, Revision, Timestamp, timestampOf } from '@parley/domain'
import { ada, adasChannel, bob, commandId, tenantId } from '@parley/domain/testing'
import type { AddingFacts } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import type { EngineOptions } from '../src/index.ts'
import { acceptedAt, fakeCommands } from '@parley/engine/testing'
import { quiet } from '@parley/runtime/testing'
import { create, emptyReadModels, engineInMemory, eventsOf, personOf } from './support/engines.ts'

const join = (name: string) =>
  ({ type: 'JoinChannel', commandId: commandId(name), channelId: adasChannel }) as const

/** Read models that answer when a test says so. */
const heldFacts = () => {
  const asked: Array<(addingFacts: AddingFacts, position?: number) => void> = []
  const queries: EngineOptions['queries'] = {
    ...emptyReadModels,
    addingFacts: () => () =>
      new Promise((resolve) =>
        asked.push((value, position = 7) =>
          resolve(E.right({ position: certain(Position, position), value })),
        ),
      ),
  }
  return { asked, queries }
}
const none: AddingFacts = { begun: 0, strangers: [] }
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('ENGINE-63: tenant, person and time are those of the actor and the engine, and ids follow from names', async () => {
  const { engine, store } = engineInMemory()
  const answer = await engine.execute(personOf(), create('create', bob))()
  expect(answer).toMatchObject({ right: { revision: 3, position: 4, result: { channelId: adasChannel } } })
  const facts = { tenantId: 'acme', by: 'ada', at: '2026-03-01T12:00:00.000Z', channelId: adasChannel }
  for (const { data } of await eventsOf(store)) expect(data).toMatchObject(facts)
})

test('ENGINE-63: what is accepted says its place and its result, and nothing else', async () => {
  const { engine } = engineInMemory({ commands: fakeCommands(() => acceptedAt(9)) })
  expect(await engine.execute(personOf(), join('j'))()).toEqual(
    E.right({ revision: 9, position: 9, result: {} }),
  )
})

test('ENGINE-64: one person’s commands keep their order while something is looked up for one of them', async () => {
  const commands = fakeCommands(() => acceptedAt(1))
  const { asked, queries } = heldFacts()
  const { engine } = engineInMemory({ commands, queries })
  const names = (): ReadonlyArray<string> => commands.asked.map(({ command }) => command.commandId)
  const all = [
    engine.execute(personOf(), join('a'))(),
    engine.execute(personOf(), create('b'))(),
    engine.execute(personOf(), join('c'))(),
    engine.execute(personOf(), create('d'))(),
    engine.execute(personOf(), join('e'))(),
    // Who has nothing to do with it does not wait.
    engine.execute(personOf(bob), join('f'))(),
  ]
  expect(names()).toEqual(['a', 'f'])
  await turn()
  expect(asked).toHaveLength(1)
  asked[0]?.(none)
  await turn()
  expect(names()).toEqual(['a', 'f', 'b', 'c'])
  asked[1]?.(none)
  await Promise.all(all)
  expect(names()).toEqual(['a', 'f', 'b', 'c', 'd', 'e'])
})

test('ENGINE-64: a look-up that fails lets those behind it go on', async () => {
  let looks = 0
  const queries: EngineOptions['queries'] = {
    ...emptyReadModels,
    addingFacts: () => async () => {
      looks += 1
      if (looks === 1) throw new Error('a fault')
      return E.left({ _tag: 'Unavailable', cause: 'out for lunch' })
    },
  }
  const { engine } = engineInMemory({ commands: fakeCommands(() => acceptedAt(1)), queries })
  const outcomes = await Promise.all(
    [create('a'), create('b'), join('c')].map((command) => engine.execute(personOf(), command)()),
  )
  expect(outcomes).toMatchObject([
    { left: { _tag: 'Internal' } },
    { left: { _tag: 'Unavailable' } },
    { right: { position: 1 } },
  ])
})

test('ENGINE-65 CH-20: channels that a person begins by several doors at once count together', async () => {
  const limits = { begunADay: 2 }
  const behind: EngineOptions['queries'] = {
    ...emptyReadModels,
    addingFacts: () => async () => E.right({ position: certain(Position, 0), value: none }),
  }
  const { engine } = engineInMemory({ limits, queries: behind })
  const three = ['a', 'b', 'c'].map((name) => engine.execute(personOf(), create(name))())
  const tooMany = { left: { _tag: 'Rejected', rejection: { _tag: 'TooManyChannels', most: 2 } } }
  expect(await Promise.all(three)).toMatchObject([{ _tag: 'Right' }, { _tag: 'Right' }, tooMany])
  expect(await engine.execute(personOf(bob), create('d'))()).toMatchObject({ _tag: 'Right' })
})

test('ENGINE-65 CH-20: and those that the read models do not show yet count until they do', async () => {
  let position = 0
  const queries: EngineOptions['queries'] = {
    ...emptyReadModels,
    addingFacts: () => async () => E.right({ position: certain(Position, position), value: none }),
  }
  const { engine } = engineInMemory({ limits: { begunADay: 1 }, queries })
  expect(await engine.execute(personOf(), create('a'))()).toMatchObject({ _tag: 'Right' })
  expect(await engine.execute(personOf(), create('b'))()).toMatchObject({ _tag: 'Left' })
  position = 3
  expect(await engine.execute(personOf(), create('b'))()).toMatchObject({ _tag: 'Right' })
})

test('CH-20: one that ended in a fault counts no more', async () => {
  let calls = 0
  const commands: EngineOptions['commands'] = {
    ...fakeCommands(),
    execute:
      (_, { refused } = {}) =>
      async () => {
        calls += 1
        if (calls === 1) throw new Error('a fault')
        return refused === undefined ? acceptedAt(1) : E.left({ _tag: 'Rejected', rejection: refused })
      },
  }
  const { engine } = engineInMemory({ commands, limits: { begunADay: 1 } })
  const both = [
    await engine.execute(personOf(), create('a'))(),
    await engine.execute(personOf(), create('a'))(),
  ]
  expect(both).toMatchObject([{ left: { _tag: 'Internal' } }, { _tag: 'Right' }])
})

const secret = 'a secret of the store'
const reference: unknown = expect.any(String)
test.each([
  [
    { _tag: 'Rejected', rejection: { _tag: 'NotAMember' } },
    { _tag: 'Rejected', rejection: { _tag: 'NotAMember' } },
  ],
  [{ _tag: 'Unavailable', cause: secret }, { _tag: 'Unavailable' }],
  [{ _tag: 'InDoubt', cause: secret }, { _tag: 'InDoubt' }],
  [
    { _tag: 'Overloaded', waiting: 3 },
    { _tag: 'Overloaded', retryAfter: 500 },
  ],
  [
    { _tag: 'TooLarge', bytes: 2, most: 1 },
    { _tag: 'CommandTooLarge', bytes: 2, most: 1 },
  ],
  [{ _tag: 'StreamDeleted', stream: secret }, { _tag: 'StreamDeleted' }],
  [
    { _tag: 'Corrupt', cause: secret, stream: secret },
    { _tag: 'StreamCorrupt', reference },
  ],
  [
    { _tag: 'Corrupt', cause: secret },
    { _tag: 'Internal', reference },
  ],
] as const)('ENGINE-66 GW-8: a failure tells what whoever asked may know: %j', async (error, told) => {
  const { engine } = engineInMemory({ commands: fakeCommands(() => E.left(error)) })
  expect(await engine.execute(personOf(), join('j'))()).toEqual(E.left(told))
})

test('ENGINE-66: what a reference stands for is in the logger', async () => {
  const error = vi.fn<(...words: ReadonlyArray<unknown>) => void>()
  const commands = fakeCommands(() => E.left({ _tag: 'Corrupt', cause: 'torn', stream: 'channel-acme.x' }))
  const { engine } = engineInMemory({ commands, log: { ...quiet, error } })
  const outcome = await engine.execute(personOf(), join('j'))()
  const told = E.isLeft(outcome) && 'reference' in outcome.left ? outcome.left.reference : undefined
  expect(error).toHaveBeenCalledExactlyOnceWith(
    { stream: 'channel-acme.x', cause: 'torn', reference: told },
    expect.any(String),
  )
})

test('ENGINE-66: a query fails by the same list, also where the read models throw', async () => {
  const failing = (answer: EngineOptions['queries']['answer']) =>
    engineInMemory({ queries: { ...emptyReadModels, answer } }).engine.ask(personOf(), {
      type: 'conversation',
      channelId: adasChannel,
    })()
  const rejection = { _tag: 'NotAMember' } as const
  expect(await failing(() => async () => E.left({ _tag: 'QueryRejected', rejection }))).toEqual(
    E.left({ _tag: 'Rejected', rejection }),
  )
  expect(await failing(() => async () => E.left({ _tag: 'Unavailable', cause: secret }))).toEqual(
    E.left({ _tag: 'Unavailable' }),
  )
  expect(
    await failing(() => async () => {
      throw new Error(secret)
    }),
  ).toEqual(E.left({ _tag: 'Internal', reference }))
})

test('ENGINE-67 GW-86: whether the log has what a client has seen is asked of the log, and told once', async () => {
  const warn = vi.fn<(...words: ReadonlyArray<unknown>) => void>()
  const { engine, clock } = engineInMemory({ log: { ...quiet, warn } })
  await engine.execute(personOf(), create('create'))()
  const at = timestampOf(new Date(clock.now()))
  const seen = { channelId: adasChannel, revision: certain(Revision, 0), position: certain(Position, 1), at }
  expect(await engine.isKnown(personOf(), seen)()).toEqual(E.right(true))
  expect(warn).not.toHaveBeenCalled()
  const elsewhere = certain(ChannelId, '00000000-0000-4000-8000-000000000001')
  const others = [
    { ...seen, revision: certain(Revision, 1) },
    { ...seen, position: certain(Position, 2) },
    { ...seen, at: certain(Timestamp, '2026-03-01T12:00:00.001Z') },
    { ...seen, channelId: elsewhere },
  ]
  for (const one of others) expect(await engine.isKnown(personOf(), one)()).toEqual(E.right(false))
  expect(await engine.isKnown(personOf(ada, tenantId('other')), seen)()).toEqual(E.right(false))
  expect(warn).toHaveBeenCalledTimes(1)
})
