import { acme, ada, userId } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { inOrder } from '../src/execute/in-order.ts'

const somebody = (n: number) => ({ tenantId: acme, userId: userId(`somebody ${n}`) })

test('ENGINE-65: who began something is remembered until the read models show it, and no longer', () => {
  const order = inOrder()
  for (let n = 1; n <= 50_000; n += 1) {
    order.begin(somebody(n))(n)
    // The read models are a hundred positions behind.
    order.begunAfter(somebody(n), n - 100)
    expect(order.size()).toBeLessThan(2_500)
  }
  expect(order.begunAfter(somebody(49_950), 49_900)).toBe(1)
  expect(order.begunAfter(somebody(49_950), 49_950)).toBe(0)
})

test('ENGINE-65: who is beginning something is remembered all the while', () => {
  const order = inOrder()
  const me = { tenantId: acme, userId: ada }
  const ended = order.begin(me)
  for (let n = 1; n <= 5_000; n += 1) {
    order.begin(somebody(n))(n)
    order.begunAfter(somebody(n), n)
  }
  expect(order.begunAfter(me, 5_000)).toBe(1)
  ended(undefined)
  expect(order.begunAfter(me, 5_000)).toBe(0)
})
