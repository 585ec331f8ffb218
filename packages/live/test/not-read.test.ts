import { certain, Revision } from '@parley/domain'
import { acme, ada, adasChannel } from '@parley/domain/testing'
import {
  type EventStore,
  type ReadError,
  SubscriptionFailed,
  type SubscriptionMessage,
} from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import { append, sent, settled, stream, watched } from './support.ts'

const lasting: ReadonlyArray<readonly [string, ReadError]> = [
  ['AccessDenied', { _tag: 'AccessDenied', cause: 'not you' }],
  ['Corrupt', { _tag: 'Corrupt', cause: 'not a row of events' }],
]

const failing = (error: ReadError) => () => async () => E.left(error)

/** Has an event come of a channel that is watched, whose log has one before it that nobody was told of. */
const withHole = async () => {
  const here = await watched(undefined, unfollowed)
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  await append(here.store, sent(0))
  await handOver(here, 1)
  return here
}

/** A log that brings nothing by itself. */
async function* unfollowed(_: number, ended: AbortSignal): AsyncGenerator<SubscriptionMessage, undefined> {
  yield { _tag: 'caught-up' }
  await new Promise((resolve) => ended.addEventListener('abort', resolve))
  return undefined
}

const handOver = async (here: Awaited<ReturnType<typeof watched>>, n: number): Promise<void> => {
  const { revision, position } = await append(here.store, sent(n))
  here.side.committed(stream, [{ event: sent(n), revision, position }])
}

const pass = async (here: Awaited<ReturnType<typeof watched>>, milliseconds: number): Promise<void> => {
  here.clock.advance(milliseconds)
  await settled()
}

test.each(lasting)(
  'LIVE-46: a hole that the log does not let be read (%s) is read once, and those who watch begin anew after it',
  async (_, error) => {
    const here = await withHole()
    const reads = vi.spyOn(here.reads, 'readStream').mockImplementation(failing(error))
    await pass(here, 50)
    expect(reads).toHaveBeenCalledTimes(1)
    await pass(here, 1_999)
    expect(here.missed()).toBe(0)
    await pass(here, 1)
    expect(here.missed()).toBe(1)
    expect(reads).toHaveBeenCalledTimes(1)
    expect(await here.side.settled(acme, adasChannel)).toMatchObject({ right: { revision: 1 } })
    await handOver(here, 2)
    expect(here.revisions()).toEqual([2])
    await here.close()
  },
)

test.each(lasting)('LIVE-46: nor is it where what is kept of it is not told (%s)', async (_, error) => {
  const here = await watched(undefined, unfollowed)
  here.side.follow(acme, adasChannel)
  await here.side.settled(acme, adasChannel)
  here.side.committed(stream, [
    {
      event: sent(1),
      revision: certain(Revision, 1),
      position: (await append(here.store, sent(0))).position,
    },
  ])
  vi.spyOn(here.reads, 'readStream').mockImplementation(() => async () => E.right([]))
  vi.spyOn(here.reads, 'streamMetadata').mockImplementation(failing(error))
  await pass(here, 50)
  await pass(here, 2_000)
  expect(here.missed()).toBe(1)
  await here.close()
})

test.each(lasting)(
  'LIVE-46: a channel that can not be read (%s) is watched from what has come of it, and holds up no other',
  async (_, error) => {
    const here = await watched(undefined, unfollowed)
    await append(here.store, sent(0))
    vi.spyOn(here.reads, 'readStream').mockImplementation(failing(error))
    vi.spyOn(here.reads, 'readStreams').mockImplementation(
      (parts) => async () => parts.map(() => E.left(error)),
    )
    here.side.follow(acme, adasChannel)
    const request = { after: certain(Revision, 0), memberAt: certain(Revision, 0), userId: ada }
    const since = { ...request, events: 500, bytes: 100_000 }
    expect(await here.side.deltas(acme, [{ channelId: adasChannel, since }])).toMatchObject([
      { right: { _tag: 'snapshot' } },
    ])
    expect(E.isRight(await here.side.settled(acme, adasChannel))).toBe(true)
    // What stands before what comes is never looked for, though it can be read by then: it is in what they begin with.
    vi.restoreAllMocks()
    const reads = vi.spyOn(here.reads, 'readStream')
    await handOver(here, 1)
    await pass(here, 2_000)
    expect(reads).not.toHaveBeenCalled()
    expect([here.missed(), here.revisions()]).toEqual([1, []])
    await here.close()
  },
)

test('LIVE-46: it is told once it is met, looked at each half minute by one read, and told when it is over', async () => {
  const here = await withHole()
  const reads = vi
    .spyOn(here.reads, 'readStream')
    .mockImplementation(failing({ _tag: 'AccessDenied', cause: 'not you' }))
  await pass(here, 50)
  expect(here.notRead).toEqual([
    {
      streams: 1,
      cause: `${stream}: AccessDenied: not you`,
      todo: expect.stringMatching(/right to read all of it/),
    },
  ])
  await pass(here, 29_999)
  reads.mockClear()
  await pass(here, 1)
  await pass(here, 30_000)
  expect(reads).toHaveBeenCalledTimes(2)
  expect(here.notRead).not.toContain(undefined)
  vi.restoreAllMocks()
  await pass(here, 30_000)
  expect(here.notRead.at(-1)).toBeUndefined()
  await here.close()
})

test('LIVE-3: what passes is tried again, ever less often, and those who watch miss nothing', async () => {
  const here = await withHole()
  const reads = vi
    .spyOn(here.reads, 'readStream')
    .mockImplementation(failing({ _tag: 'Unavailable', cause: 'out for lunch' }))
  for (const milliseconds of [50, 100, 200, 400, 800, 1_600, 2_000, 2_000]) await pass(here, milliseconds)
  expect(reads).toHaveBeenCalledTimes(8)
  vi.restoreAllMocks()
  await pass(here, 2_000)
  expect(here.revisions()).toEqual([0, 1])
  expect([here.missed(), here.notRead]).toEqual([0, []])
  await here.close()
})

test('LIVE-5: a log that may not be followed is tried again at once, and then each half minute', async () => {
  let tries = 0
  const here = await watched(undefined, async function* (_, ended): AsyncGenerator<
    SubscriptionMessage,
    undefined
  > {
    tries += 1
    if (tries < 4) throw new SubscriptionFailed({ _tag: 'AccessDenied', cause: 'not you' })
    yield* unfollowed(0, ended)
    return undefined
  })
  const counts: Array<number> = []
  for (const milliseconds of [0, 500, 29_999, 1, 30_000]) {
    await pass(here, milliseconds)
    counts.push(tries)
  }
  expect(counts).toEqual([1, 2, 2, 3, 4])
  expect(here.troubles.at(-1)).toBeUndefined()
  await here.close()
})

test('LIVE-5: nor is where it ends asked for more often than that', async () => {
  const ends: Array<ReturnType<EventStore['end']>> = []
  const denied: ReturnType<EventStore['end']> = async () => E.left({ _tag: 'AccessDenied', cause: 'not you' })
  const here = await watched(undefined, unfollowed, () => {
    const end = ends.length < 3 ? denied : async () => E.right(undefined)
    ends.push(end)
    return end
  })
  const counts: Array<number> = []
  for (const milliseconds of [0, 500, 29_999, 1, 30_000]) {
    await pass(here, milliseconds)
    counts.push(ends.length)
  }
  expect(counts).toEqual([1, 2, 2, 3, 4])
  await here.side.ready
  await here.close()
})
