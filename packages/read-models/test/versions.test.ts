import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { eventTypes } from '@parley/domain'
import { memoryTables, projectInMemory } from '@parley/projection'
import type { AnyRow, ReadModel } from '@parley/projection'
import { readModels } from '@parley/read-models'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { corpora, eventsOf, folder } from './corpora.ts'

const inOrder = (row: AnyRow): AnyRow =>
  Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** What a read model makes of a corpus, as a short text: something else, after whichever event, has another. */
const madeOf = (model: ReadModel, corpus: string): string => {
  const tables = memoryTables([model])
  const hash = createHash('sha256')
  let rows: ReadonlyArray<readonly [string, AnyRow]> = []
  for (const event of eventsOf(corpus)) {
    projectInMemory([model], tables, [event])
    rows = [...(tables.get(model.table.name) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1))
    hash.update(JSON.stringify(rows.map(([, row]) => inOrder(row))))
  }
  return `${rows.length} rows, ${hash.digest('hex').slice(0, 16)}`
}

const kept: unknown = JSON.parse(readFileSync(`${folder}made.json`, 'utf8'))
const Kept = t.record(t.string, t.string)

test.each(readModels.flatMap((model) => corpora.map((corpus) => [model.table.name, corpus, model] as const)))(
  'RM-61: %s makes of %s what it made before, or says by its version that it does not',
  (name, corpus, model) => {
    if (!Kept.is(kept)) throw new Error('corpus/made.json is no list of what was made')
    const version = `${name} ${model.version} of ${corpus}`
    const made = madeOf(model, corpus)
    const before = kept[version]
    const advice =
      before === undefined
        ? `Add to corpus/made.json: ${JSON.stringify(version)}: ${JSON.stringify(made)}`
        : `${name} makes something else of the same events: raise its version, beside its projection`
    expect(made === before ? '' : advice).toBe('')
  },
)

test('RM-61: the corpora hold an event of each type', () => {
  const held = new Set(corpora.flatMap((corpus) => eventsOf(corpus).map(({ event }) => event.type)))
  const missing = eventTypes.filter((type) => !(held as ReadonlySet<string>).has(type))
  expect(missing, 'begin another corpus, with a few lines of these').toEqual([])
})
