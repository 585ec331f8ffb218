import { certain, TenantId, UserId } from '@parley/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allowances, defaultRates, noRates, unlimited } from '../src/index.ts'
import { Bucket } from '../src/rates/bucket.ts'
import { Buckets } from '../src/rates/buckets.ts'

test('GW-60: of a bucket comes what it holds and what flows in, never more, and after the wait it is there', () => {
  const step = fc.record({ after: fc.nat(3_000), cost: fc.integer({ min: 1, max: 12 }) })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(step, { maxLength: 60 }),
      (burst, perSecond, steps) => {
        let now = 5
        const bucket = new Bucket({ burst, perSecond }, now)
        let taken = 0
        for (const { after, cost } of steps) {
          now += after
          const wait = bucket.wait(cost, now)
          now += wait
          expect(bucket.wait(cost, now)).toBe(0)
          bucket.take(cost, now)
          taken += cost
          // What costs more than it can ever hold waits until it is full, and leaves it in debt.
          expect(taken).toBeLessThanOrEqual(
            burst + ((now - 5) / 1_000) * perSecond + Math.max(0, cost - burst) + 1e-6,
          )
        }
      },
    ),
  )
})

test('GW-60: who has not asked lately is not remembered', () => {
  let now = 0
  const buckets = new Buckets({ burst: 10, perSecond: 10 })
  for (let n = 0; n < 100_000; n++) {
    now = n
    buckets.of(`address ${n}`, now).take(1, now)
  }
  expect(buckets.size).toBeLessThan(3_000)
})

test('GW-60: tenants and addresses do not share', () => {
  const now = 0
  const rates = {
    ...noRates,
    commands: { person: unlimited, tenant: { burst: 1, perSecond: 1 }, address: { burst: 1, perSecond: 1 } },
  }
  const asked = allowances(rates, { elapsed: () => now })
  const whose = (tenant: string) => ({ tenantId: certain(TenantId, tenant), userId: certain(UserId, 'ada') })
  expect(asked.take('commands', { address: '192.0.2.1', whose: whose('a') })).toBe(0)
  expect(asked.take('commands', { address: '192.0.2.2', whose: whose('a') })).toBeGreaterThan(0)
  expect(asked.take('commands', { address: '192.0.2.1', whose: whose('b') })).toBeGreaterThan(0)
  // What was refused took nothing of anybody's.
  expect(asked.take('commands', { address: '192.0.2.2', whose: whose('b') })).toBe(0)
})

test('GW-60: the usual rates let through what somebody brings who comes back after long', () => {
  const asked = allowances(defaultRates, { elapsed: () => 0 })
  const ada = {
    address: '192.0.2.1',
    whose: { tenantId: certain(TenantId, 'a'), userId: certain(UserId, 'ada') },
  }
  for (let n = 0; n < 500; n++) expect(asked.take('commands', ada)).toBe(0)
  for (let n = 0; n < 100; n++) expect(asked.take('queries', ada)).toBe(0)
  for (let n = 0; n < 100; n++) expect(asked.take('watches', ada, 100)).toBe(0)
})
