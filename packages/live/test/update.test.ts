import type { Position, Revision } from '@parley/domain'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { Update } from '@parley/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { updateOf } from '../src/update.ts'

test('LIVE-2: an update says whose it is, and its text is the update of the protocol', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(arbitraryCommands({ channels: 2, maxLength: 150 }), (commands) => {
      worldAfter(commands).events.forEach((event, n) => {
        kinds.add(event.type)
        const revision = n as Revision
        const position = (2 * n) as Position
        const told = updateOf({ event, revision, position })
        expect(told).toMatchObject({
          position,
          revision,
          tenantId: event.tenantId,
          channelId: event.channelId,
        })
        const update: unknown = JSON.parse(told.json)
        expect(Update.is(update)).toBe(true)
        expect(update).toEqual({ revision, position, event })
        const isAboutSomebody = event.type.startsWith('Member') || event.type === 'ReadMarked'
        expect(told.userIds).toEqual(isAboutSomebody && 'userId' in event ? [event.userId] : [])
        expect(told.audience).toBe(event.type === 'ReadMarked' ? 'person' : 'watchers')
      })
    }),
    { numRuns: 100 },
  )
  expect(kinds.size).toBeGreaterThan(11)
})
