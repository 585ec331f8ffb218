import { expect, it, onTestFinished } from 'vitest'
import type { EventStore } from '../event-store.ts'
import { SubscriptionFailed } from '../subscription.ts'
import { endOf, left, ownPrefix, position, pullToEnd, right } from './harness.ts'
import type { Opened, Under } from './harness.ts'

/** Others may write to the log in between: it ends where it ended, or later. */
const expectBoth = (error: unknown, end: number, beyond: number): void => {
  const [, said] = new RegExp(`ends at (\\d+), before position ${beyond},`).exec(JSON.stringify(error)) ?? []
  expect(Number(said)).toBeGreaterThanOrEqual(end)
}

/** What is beyond the end is waited for, in case that it comes yet, and these tests know that it does not. */
const hasty = async ({ store, impatient }: Opened): Promise<EventStore> => {
  const other = impatient === undefined ? store : await impatient()
  if (other !== store) onTestFinished(other.close)
  return other
}

export const unknownPositions = (under: Under): void => {
  it('LOG-24: after a position beyond the end nothing is read, and both are said', async () => {
    const store = await hasty(under())
    const end = await endOf(store)
    const beyond = position(end + 1_000_000)
    const error = await left(store.readAll({ after: beyond, limit: 10 }))
    expect(error).toMatchObject({ _tag: 'Corrupt', unknownPosition: beyond })
    expectBoth(error, end, beyond)
  })

  it('LOG-24: a subscription after a position beyond the end fails, and says both', async () => {
    const store = await hasty(under())
    const end = await endOf(store)
    const beyond = position(end + 1_000_000)
    const filter = { streamPrefixes: [ownPrefix()] }
    const failed: unknown = await store
      .subscribe({ after: beyond, filter })
      .next()
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(SubscriptionFailed)
    expect(failed).toMatchObject({ reason: { _tag: 'Corrupt', unknownPosition: beyond } })
    expectBoth(failed, end, beyond)
  })

  it('LOG-24: what another process has just written is not beyond the end', async ({ skip }) => {
    const { store, another } = under()
    if (another === undefined) {
      skip('the store has no other instance on the same log')
      return
    }
    const other = await another()
    const filter = { streamPrefixes: [ownPrefix()] }
    const live = store.subscribe({ after: await endOf(store), filter })
    await pullToEnd(live)
    for (let n = 0; n < 20; n++) {
      const end = await endOf(other)
      const subscription = store.subscribe({ after: end, filter })
      expect(await pullToEnd(subscription)).toEqual([])
      await subscription.return?.()
    }
    await live.return?.()
    await other.close()
  })

  it('LOG-24: the end itself is not beyond it', async () => {
    const { store } = under()
    const end = await endOf(store)
    const filter = { streamPrefixes: [ownPrefix()] }
    expect(await right(store.readAll({ after: end, filter }))).toEqual([])
    const subscription = store.subscribe({ after: end, filter })
    expect(await pullToEnd(subscription)).toEqual([])
    await subscription.return?.()
  })
}
