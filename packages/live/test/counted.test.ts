import { Update } from '@parley/contract'
import { seenWhole } from '@parley/contract/testing'
import { namesAChannel, type Position, type Revision } from '@parley/domain'
import { ada, adasChannel, arbitraryReacting, worldAfter } from '@parley/domain/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inHindsight } from '../src/in-hindsight.ts'
import { type LiveUpdate, updateOf } from '../src/update.ts'

const histories = arbitraryReacting().map((commands) =>
  worldAfter(commands)
    .events.filter(namesAChannel)
    .map((event, n) => updateOf({ event, revision: n as Revision, position: (n + 1) as Position })),
)

/** How many reacted to each message with each name, by the definition of what is shown. */
const countsOf = (history: ReadonlyArray<LiveUpdate>): ReadonlyMap<string, number> => {
  const { messages, replies } = seenWhole(history, adasChannel, ada)
  const all = messages.flatMap((message) => [message, ...replies(message)])
  return new Map(
    all.flatMap(({ messageId, reactions }) =>
      reactions.map(({ name, count }) => [`${messageId} ${name}`, count] as const),
    ),
  )
}

/** Counts up and down by what is told, and by nothing else. */
const count = (counts: Map<string, number>, { json }: LiveUpdate): void => {
  const update: unknown = JSON.parse(json)
  if (!Update.is(update)) throw new Error(`no update: ${json}`)
  for (const change of update.changes) {
    if (change.row === 'message' && typeof change.patch?.deletedAt === 'string')
      for (const key of counts.keys()) if (key.startsWith(change.messageId)) counts.delete(key)
    if (change.row !== 'reaction') continue
    const key = `${change.messageId} ${change.name}`
    const next = (counts.get(key) ?? 0) + (change.put === undefined ? -1 : 1)
    if (next > 0) counts.set(key, next)
    else counts.delete(key)
  }
}

test('SYNC-30 PROTO-10: who counts up and down what they are told, in whichever batches, has what stands', () => {
  let counted = 0
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(histories, fc.nat(), sizes, (history, from, batches) => {
      let at = from % (history.length + 1)
      const counts = new Map(countsOf(history.slice(0, at)))
      for (const size of [...batches, history.length]) {
        for (const update of inHindsight(history.slice(at, at + size))) count(counts, update)
        at += size
      }
      counted += counts.size
      expect(counts).toEqual(countsOf(history))
    }),
    { numRuns: 500 },
  )
  expect(counted).toBeGreaterThan(300)
})
