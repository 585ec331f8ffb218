import { generationInUse, knownGenerations } from '@parley/projection'
import {
  audit,
  auditStream,
  type GroupGeneration,
  type Healed,
  healStream,
  sampleStreams,
} from '@parley/projector'
import { type Difference, streamOfRow } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Opened } from './opened.ts'

export interface AuditOptions {
  readonly schema?: string | undefined
  /** Look at so many channels and inboxes, at random, and not at everything. */
  readonly sample?: number | undefined
  /** Look at this one alone. */
  readonly stream?: string | undefined
  /** Make what differs anew. */
  readonly heal: boolean
  readonly why?: string | undefined
}

/** What an audit came to. */
export interface Audited {
  readonly schema: string
  /** How many streams were looked at one by one; null: everything was, at once. */
  readonly streams: number | null
  readonly differences: ReadonlyArray<Difference>
  readonly healed: ReadonlyArray<Healed>
  /** What the log can't tell of any more, or could not be made anew, in words. */
  readonly left: ReadonlyArray<string>
}

/** The generation that is meant, if this version makes it. */
export const ownNamed = async (
  { pool, own }: Opened,
  schema: string | undefined,
): Promise<E.Either<string, GroupGeneration>> => {
  const inUse = await generationInUse(pool, own)
  const known = (await knownGenerations(pool)).find((one) => one.schema === (schema ?? inUse.schema))
  if (known === undefined) return E.left(`there are no read models ${schema ?? inUse.schema} of this version`)
  return known.fingerprint === own.fingerprint
    ? E.right({ ...own, schema: known.schema })
    : E.left(`${known.schema} was made by another version of Parley, which has to look at it`)
}

/** Holds read models against the log, and heals them if it is told to. Left: why not, in words. */
export const auditNow = async (
  opened: Opened,
  { schema, sample, stream, heal, why }: AuditOptions,
): Promise<E.Either<string, Audited>> => {
  const { store, pool, by } = opened
  const generation = await ownNamed(opened, schema)
  if (E.isLeft(generation)) return generation
  const one = stream === undefined ? undefined : [stream]
  const some = sample === undefined ? one : await sampleStreams(pool, generation.right, sample)
  const streams = one ?? some
  const differences: Array<Difference> = []
  const left: Array<string> = []
  if (streams === undefined)
    differences.push(...(await audit(store, pool, generation.right.schema, generation.right.group)))
  for (const each of streams ?? []) {
    const found = await auditStream(store, pool, generation.right.schema, each, generation.right.group)
    if (E.isLeft(found)) left.push(found.left)
    else differences.push(...found.right)
  }
  const healed: Array<Healed> = []
  const ill = new Set(
    differences.flatMap((difference) => streamOfRow(difference, generation.right.group) ?? []),
  )
  for (const each of heal ? ill : []) {
    const done = await healStream(store, pool, {
      generation: generation.right,
      stream: each,
      by,
      act: 'heal',
      why,
    })
    if (E.isLeft(done)) left.push(done.left)
    else healed.push(done.right)
  }
  return E.right({
    schema: generation.right.schema,
    streams: streams?.length ?? null,
    differences,
    healed,
    left,
  })
}

const mostShown = 20

export const auditLines = ({
  schema,
  streams,
  differences,
  healed,
  left,
}: Audited): ReadonlyArray<string> => [
  ...differences
    .slice(0, mostShown)
    .map(
      ({ table, key, fromLog, stored }) =>
        `${table} ${key.trim().replaceAll('\n', ' ')}\n  by the log: ${JSON.stringify(fromLog ?? null)}\n  stored:     ${JSON.stringify(stored ?? null)}`,
    ),
  ...(differences.length > mostShown ? [`… and ${differences.length - mostShown} more`] : []),
  ...left.map((words) => `${words}.`),
  ...healed.map(
    ({ stream, events, parked }) =>
      `Made anew: ${stream}, of ${events} events${parked === undefined ? '' : `; it is given up: ${parked}`}.`,
  ),
  `${schema}: ${streams === null ? 'everything' : `${streams} channels and inboxes`} held against the log, ${differences.length} differences.`,
]
