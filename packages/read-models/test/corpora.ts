import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Position, Revision, Timestamp } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import type { Projected } from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

// A corpus is never changed: events of a new type, or in a new form, begin another one beside it.
export const folder = fileURLToPath(new URL('./corpus/', import.meta.url))
export const corpora = globSync('*.jsonl', { cwd: folder }).toSorted()

const Line = t.strict({ stream: t.string, type: t.string, v: t.number, data: t.UnknownRecord })

/** The events of a corpus, as a log would have them. */
export const eventsOf = (corpus: string): ReadonlyArray<Projected> => {
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
