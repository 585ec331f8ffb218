import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { type ChannelEvent, type DomainEvent, isEventIn, type Position, type Revision } from '@parley/domain'
import { memoryTables, projectInMemory } from '@parley/projection'
import type { Projected } from '@parley/projection'
import { groups } from '@parley/read-models'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const isOfChannel = (event: DomainEvent): event is ChannelEvent => isEventIn('channel', event)

const models = groups.flatMap(({ readModels }) => readModels)

test('CH-17: of a deleted channel no read model has a row, whatever happened in it, and of others all', () => {
  fc.assert(
    fc.property(arbitraryCommands({ channels: 3, maxLength: 40 }), (commands) => {
      const { events } = worldAfter(commands)
      const first = events.find(isOfChannel)
      if (first === undefined) return
      const { tenantId, channelId, by, commandId, at } = first
      const deleted: ChannelEvent = { type: 'ChannelDeleted', tenantId, channelId, by, commandId, at }
      const made = (all: ReadonlyArray<DomainEvent>) => {
        const tables = memoryTables(models)
        projectInMemory(
          models,
          tables,
          all.map((event, n): Projected => {
            return { event, revision: n as Revision, position: (n + 1) as Position }
          }),
        )
        return tables
      }
      const after = made([...events, deleted])
      // Positions are as if the others had come at the same time.
      const before = made(events)
      for (const { table, stream } of models) {
        const rows = [...(after.get(table.name)?.entries() ?? [])]
        const kept = [...(before.get(table.name)?.entries() ?? [])].filter(
          ([, row]) => stream?.kind !== 'channel' || row['channel_id'] !== channelId,
        )
        expect(rows).toEqual(kept)
      }
    }),
    { numRuns: 100 },
  )
})
