import type { Position, Revision, RowKey } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RowsAsOf } from '../src/index.ts'
import type { Folded } from '../src/stream/folded.ts'
import { streamLimits } from '../src/stream/limits.ts'
import { WorkingCopy } from '../src/stream/working-copy.ts'
import { type Count, counted, countKey, raise, raisesOf } from './support/counting.ts'

const textsOf = (keys: ReadonlyArray<RowKey>) => keys.map(({ text }) => text)
const names = ['a', 'b', 'c', 'd'] as const
const anyKeys = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 })

const anyStep = fc.record({
  what: fc.constantFrom('written', 'written', 'ensure', 'load', 'admit', 'catchUp', 'trim'),
  keys: anyKeys,
})

test('CMD-1 whatever is loaded, dropped and folded in whatever order, each row is that of the revision', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { maxLength: 80 }),
      fc.infiniteStream(fc.nat(99)),
      async (steps, dice) => {
        const log: Array<ReadonlyArray<string>> = []
        const lag = (): number => {
          const die = Number(dice.next().value)
          return die < 30 ? log.length - 1 : Math.floor(((die - 30) / 70) * (log.length + 1)) - 1
        }
        const countAt = (key: string, revision: number): Count | undefined =>
          counted(log.slice(0, revision + 1).filter((keys) => keys.includes(key)).length)
        const asOf = (keys: ReadonlyArray<string>, revision: number): RowsAsOf => ({
          revision: revision < 0 ? 'no-stream' : (revision as Revision),
          position: (revision + 1) as Position,
          rows: new Map(keys.map((key) => [key, countAt(key, revision)])),
        })
        const copy = new WorkingCopy({
          changesOf: raisesOf,
          load: (keys) => async () => E.right(asOf(textsOf(keys), lag())),
          read: async (from, limit) =>
            E.right(
              log.slice(from, from + limit).map(
                (raised, n): Folded => ({
                  event: raise(raised),
                  revision: (from + n) as Revision,
                  position: (from + n + 1) as Position,
                }),
              ),
            ),
          keptAtHand: countKey('a'),
          limits: { ...streamLimits, rows: 2, tail: 5, page: 3, gap: 6 },
        })
        const loaded: Array<RowsAsOf> = []
        const right = (outcome: E.Either<unknown, unknown>): void => expect(outcome._tag).toBe('Right')
        const admitAll = async (): Promise<void> => {
          for (const rows of loaded.splice(0)) right(await copy.admit(rows))
        }
        for (const { what, keys } of steps) {
          if (what === 'written') log.push(keys)
          else if (what === 'load') loaded.push(asOf(keys, lag()))
          else if (what === 'admit') await admitAll()
          else if (what === 'catchUp') right(await copy.catchUp())
          else if (what === 'ensure') right(await copy.ensure(keys.map(countKey)))
          else copy.trim()
          expect(copy.missing(what === 'ensure' ? keys.map(countKey) : [])).toEqual([])
          const here = names.filter((key) => copy.has(countKey(key)))
          expect(here.map((key) => copy.row(countKey(key)))).toEqual(
            here.map((key) => countAt(key, copy.revision)),
          )
          expect(copy.position).toBe(copy.revision + 1)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('CMD-27 what is not there is dropped before what is', async () => {
  const copy = new WorkingCopy({
    changesOf: raisesOf,
    load: (keys) => async () =>
      E.right({
        revision: 0 as Revision,
        position: 1 as Position,
        rows: new Map(keys.map(({ text }) => [text, text.startsWith('there') ? counted(1) : undefined])),
      }),
    read: async () => E.right([]),
    keptAtHand: undefined,
    limits: { ...streamLimits, rows: 3 },
  })
  await copy.ensure(
    ['there 1', 'there 2', ...Array.from({ length: 100 }, (_, n) => `not ${n}`), 'there 3'].map(countKey),
  )
  copy.trim()
  expect(copy.missing(['there 1', 'there 2', 'there 3'].map(countKey))).toEqual([])
  expect(copy.weight).toBe(3)
})
