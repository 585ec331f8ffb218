import { namesAChannel, isEventIn } from '@parley/domain'
import type { Position, Revision } from '@parley/domain'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { Update } from '@parley/contract'
import { updateOf as referenceOf } from '@parley/contract/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { updateOf } from '../src/update.ts'

test('LIVE-2 PROTO-20 PROTO-24: an update says whose it is, and its text is the update of the protocol', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(arbitraryCommands({ channels: 2, maxLength: 150 }), (commands) => {
      worldAfter(commands)
        .events.filter(namesAChannel)
        .forEach((event, n) => {
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
          if (!Update.is(update)) throw new Error(`no update: ${told.json}`)
          const reference = referenceOf({ event, revision, position })
          expect({ ...update, changes: [] }).toEqual({ ...reference, changes: [] })
          expect(update.changes).toHaveLength(reference.changes.length)
          expect(update.changes).toEqual(expect.arrayContaining(reference.changes))
          const isOwn = isEventIn('inbox', event)
          const isAboutSomebody =
            (event.type.startsWith('Member') && reference.cause.type !== 'Withheld') || isOwn
          expect(told.userIds).toEqual(isAboutSomebody && 'userId' in event ? [event.userId] : [])
          expect(told.audience).toBe(isOwn ? 'person' : 'watchers')
        })
    }),
    { numRuns: 100 },
  )
  expect(kinds.size).toBeGreaterThan(11)
})

/** Every name of a field in a value. */
const fieldsIn = (value: unknown): ReadonlyArray<string> =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        Array.isArray(value) ? fieldsIn(inner) : [name, ...fieldsIn(inner)],
      )
    : []

test('LIVE-52: no update says anything of a tenant, or of columns that are not public', () => {
  const hidden = ['tenantId', 'owners', 'foldedName', 'updatedAt', 'previous']
  fc.assert(
    fc.property(arbitraryCommands({ channels: 2, maxLength: 80 }), (commands) => {
      worldAfter(commands)
        .events.filter(namesAChannel)
        .forEach((event, n) => {
          const { json } = updateOf({ event, revision: n as Revision, position: n as Position })
          const update: unknown = JSON.parse(json)
          // A codec that drops what it does not know gives it all back.
          expect(Update.decode(update)).toEqual({ _tag: 'Right', right: update })
          const fields = fieldsIn(update)
          expect(fields.filter((name) => name.includes('_') || hidden.includes(name))).toEqual([])
          expect(json).not.toContain(`"${event.tenantId}"`)
        })
    }),
    { numRuns: 50 },
  )
})
