import type { DomainEvent, Position } from '@parley/domain'
import { acme, ada, adasChannel, at, bob, commandId, tenantId } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { recentlyTakenBack } from '../src/recently-taken-back.ts'
import { deleted, joined, sent } from './support.ts'

const other = tenantId('other')
const left: DomainEvent = {
  type: 'MemberLeft',
  tenantId: acme,
  channelId: adasChannel,
  by: bob,
  commandId: commandId('leave'),
  at: at(1),
  userId: bob,
  role: 'member',
}

/** Events by the positions at which they stand, as this process comes to know of them. */
const noting = (events: ReadonlyArray<readonly [number, DomainEvent]>, most?: number) => {
  const taken = recentlyTakenBack(most)
  for (const [position, event] of events) taken.note(event, position)
  return {
    after: (position: number, userId = ada, tenant = acme) =>
      taken.after(tenant, userId, position as Position)?.map((one) => 'messageId' in one && one.messageId),
  }
}
const idOf = (event: DomainEvent) => 'messageId' in event && event.messageId

test('GW-104: what was taken back after a position is known, in whatever order and however often it came', () => {
  const { after } = noting([
    [1, sent(1)],
    [4, deleted(1)],
    [9, deleted(3)],
    [6, deleted(2)],
    [9, deleted(3)],
    [7, { ...deleted(4), tenantId: other }],
  ])
  const [first, second, third] = [deleted(1), deleted(2), deleted(3)].map(idOf)
  expect(new Set(after(0))).toEqual(new Set([first, second, third]))
  expect(after(0)).toHaveLength(6)
  expect(new Set(after(4))).toEqual(new Set([second, third]))
  expect(new Set(after(6))).toEqual(new Set([third]))
  expect(after(9)).toEqual([])
  expect(new Set(after(0, ada, other))).toEqual(new Set([idOf(deleted(4))]))
})

test('GW-104: who has left since is told nothing of what was read before that, and others are', () => {
  const { after } = noting([
    [1, joined(1)],
    [4, left],
    [5, deleted(1)],
  ])
  expect(after(3, bob)).toBeUndefined()
  expect(after(3, ada)).toContain(idOf(deleted(1)))
  expect(after(4, bob)).toContain(idOf(deleted(1)))
})

test('GW-104: what is known is bounded, and where it is not enough that is said', () => {
  const { after } = noting(
    [1, 2, 3].map((n) => [n, deleted(n)]),
    2,
  )
  expect(after(0)).toBeUndefined()
  expect(new Set(after(1))).toEqual(new Set([deleted(2), deleted(3)].map(idOf)))
})
