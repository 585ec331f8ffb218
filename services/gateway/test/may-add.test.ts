import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { explainConfig, type GatewayConfig, gatewayConfig } from '../src/index.ts'

const mayAddOf = (PARLEY_MAY_ADD: string) =>
  E.map(({ mayAdd }: GatewayConfig) => mayAdd)(gatewayConfig({ PARLEY_MAY_ADD }))
const wordsOf = (PARLEY_MAY_ADD: string): string => {
  const config = gatewayConfig({ PARLEY_MAY_ADD })
  return E.isLeft(config) ? explainConfig(config.left) : ''
}

test.each(['everyone', 'acquainted', 'nobody'] as const)('GWS-11: %s alone is for every tenant', (others) => {
  expect(mayAddOf(others)).toEqual(E.right({ tenants: new Map(), others }))
})

test('GWS-11: not to say it leaves it to the engine', () => {
  expect(mayAddOf('')).toEqual(E.right(undefined))
})

test.each([
  ['acme=acquainted, school=nobody, everyone', 'everyone', { acme: 'acquainted', school: 'nobody' }],
  // The order does not matter, nor do blanks around the parts.
  [' acme=everyone,nobody ,school=nobody', 'nobody', { acme: 'everyone', school: 'nobody' }],
  // What a tenant is called is taken for nothing else.
  [
    'nobody, everyone=acquainted, constructor=everyone',
    'nobody',
    { everyone: 'acquainted', constructor: 'everyone' },
  ],
] as const)('GWS-11: a list says it by tenant, and for all others: %s', (list, others, tenants) => {
  expect(mayAddOf(list)).toEqual(E.right({ tenants: new Map(Object.entries(tenants)), others }))
})

const noWord = 'is not one of everyone, acquainted, nobody'
const noTenant = 'names no tenant (1 to 64 of a-z 0-9 _ -, beginning with a letter or digit)'
test.each([
  ['friends', `part 1 ${noWord}`],
  ['Everyone', `part 1 ${noWord}`],
  ['constructor', `part 1 ${noWord}`],
  ['everyone, acme=friends', `part 2 ${noWord}`],
  ['everyone, acme=', `part 2 ${noWord}`],
  ['everyone, acme=nobody=nobody', `part 2 ${noWord}`],
  ['everyone, acme= nobody', `part 2 ${noWord}`],
  ['everyone, acme: nobody', `part 2 ${noWord}`],
  ['everyone,', `part 2 ${noWord}`],
  ['everyone; acme=nobody', `part 1 ${noTenant}`],
  ['everyone, =nobody', `part 2 ${noTenant}`],
  ['everyone, ACME=nobody', `part 2 ${noTenant}`],
  ['everyone, acme =nobody', `part 2 ${noTenant}`],
  ['everyone, __proto__=nobody', `part 2 ${noTenant}`],
  [`everyone, ${'a'.repeat(65)}=nobody`, `part 2 ${noTenant}`],
  ['everyone, acme=nobody, school=nobody, acme=nobody', 'parts 2 and 4 are both for one tenant'],
  ['everyone, acme=nobody, acme=everyone', 'parts 2 and 3 are both for one tenant'],
  ['everyone, acme=nobody, nobody', 'parts 1 and 3 are both for all others'],
  ['acme=nobody, school=everyone', 'no part stands alone, for all others'],
])('GWS-3, GWS-11: what can’t be read is told by its number: %s', (list, problem) => {
  expect(wordsOf(list)).toBe(
    'PARLEY_MAY_ADD is not a list like acme=acquainted, school=nobody, everyone, in which one of everyone, acquainted, ' +
      `nobody stands once for each tenant that is named and once, alone, for all others: ${problem}.`,
  )
})

test('GWS-11: a list has at most 100,000 characters, and a thousand tenants fit into it', () => {
  const tenant = (n: number): string => String(n).padStart(64, '0')
  const thousand = Array.from({ length: 1_000 }, (_, n) => `${tenant(n)}=acquainted`)
  const list = ['nobody', ...thousand].join(', ')
  expect(mayAddOf(list)).toMatchObject({ right: { others: 'nobody', tenants: { size: 1_000 } } })
  expect(mayAddOf(list.padEnd(100_000))).toEqual(mayAddOf(list))
  expect(wordsOf(list.padEnd(100_001))).toMatch(
    /^PARLEY_MAY_ADD is not .*: it has more than 100000 characters\.$/,
  )
})
