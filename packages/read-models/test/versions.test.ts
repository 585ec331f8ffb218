import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Position, Revision, Timestamp } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import { eventTypes } from '@parley/domain'
import { memoryTables, projectInMemory } from '@parley/projection'
import type { AnyRow, Projected, ReadModel } from '@parley/projection'
import { readModels } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { expect, test } from 'vitest'

// A corpus is never changed: events of a new type, or in a new form, begin another one beside it.
const folder = fileURLToPath(new URL('./corpus/', import.meta.url))
const corpora = globSync('*.jsonl', { cwd: folder }).toSorted()

const Line = t.strict({ stream: t.string, type: t.string, v: t.number, data: t.UnknownRecord })

/** The events of a corpus, as a log would have them. */
const eventsOf = (corpus: string): ReadonlyArray<Projected> => {
  const revisions = new Map<string, number>()
  const lines = readFileSync(`${folder}${corpus}`, 'utf8').trim().split('\n')
  return lines.map((text, n) => {
    const line: unknown = JSON.parse(text)
    if (!Line.is(line)) throw new Error(`${corpus}:${n + 1} is no event`)
    const { stream, type, v } = line
    const revision = ((revisions.get(stream) ?? -1) + 1) as Revision
    revisions.set(stream, revision)
    const position = (n + 1) as Position
    const recordedAt = '2026-01-01T00:00:00.000Z' as Timestamp
    const place = { stream, revision, position, recordedAt }
    const decoded = decodeRecorded({ id: `${n}`, type, data: line.data as never, metadata: { v }, ...place })
    if (E.isLeft(decoded)) throw new Error(`${corpus}:${n + 1}: ${decoded.left._tag} ${decoded.left.cause}`)
    return { event: decoded.right, revision, position }
  })
}

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
