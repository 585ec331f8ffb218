import { type Act, actsCalled } from '@parley/projection'
import { groupOfSchema, type Healed, healStream } from '@parley/projector'
import { type ParkedStream, readParkedStreams } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { ownNamed } from './audit.ts'
import type { Opened } from './opened.ts'

/** The streams of which nothing more is projected, in a generation; the one in use unless it is named. */
export const listParked = async (
  opened: Opened,
  schema: string | undefined,
): Promise<E.Either<string, ReadonlyArray<ParkedStream>>> => {
  const generation = await ownNamed(opened, schema)
  return E.isLeft(generation)
    ? generation
    : E.right(await readParkedStreams(opened.pool, generation.right.schema))
}

/** Projects a stream anew that was given up; it may be given up again. Left: why not, in words. */
export const retryParked = async (
  opened: Opened,
  stream: string,
  { schema, why }: { readonly schema?: string | undefined; readonly why?: string | undefined },
): Promise<E.Either<string, Healed>> => {
  const generation = await ownNamed(opened, schema)
  if (E.isLeft(generation)) return generation
  const { pool, store, by } = opened
  const parked = await readParkedStreams(pool, generation.right.schema)
  if (!parked.some((one) => one.stream === stream)) return E.left(`${stream} is not given up`)
  return healStream(store, pool, { generation: generation.right, stream, by, act: 'retry', why })
}

/** Skips the event at which a stream was given up, so that what comes after it is projected. Left: why not, in words. */
export const skipParked = async (
  opened: Opened,
  stream: string,
  { schema, why }: { readonly schema?: string | undefined; readonly why?: string | undefined },
): Promise<E.Either<string, Healed>> => {
  const generation = await ownNamed(opened, schema)
  if (E.isLeft(generation)) return generation
  if (why === undefined) return E.left('an event is skipped for good: say why, by --why, for the record')
  const { pool, store, by } = opened
  return healStream(store, pool, { generation: generation.right, stream, by, act: 'skip', why })
}

/** The events that were skipped, with who had it done, when, and why. */
export const listSkipped = async ({ pool, own }: Opened): Promise<E.Either<string, ReadonlyArray<Act>>> =>
  E.right((await actsCalled(pool, 'skip')).filter(({ schema }) => groupOfSchema(schema) === own.group.name))

export const skippedLines = (all: ReadonlyArray<Act>): ReadonlyArray<string> =>
  all.length === 0
    ? ['No event was skipped.']
    : all.map(
        ({ at, by, detail: { stream, type, revision, position, cause, why } }) =>
          `${at}  ${by}  ${String(type)} at revision ${String(revision)} of ${String(stream)}, position ` +
          `${String(position)}, which can't be projected (${String(cause)}): ${String(why)}`,
      )

export const parkedLines = (all: ReadonlyArray<ParkedStream>): ReadonlyArray<string> =>
  all.length === 0
    ? ['No stream is given up.']
    : all.map(
        ({ stream, revision, position, type, cause }) =>
          `${stream}: from ${type} at revision ${revision}, position ${position} on: ${cause}`,
      )

export const retriedLines = ({ stream, events, parked, skipped }: Healed): ReadonlyArray<string> => [
  ...(skipped === undefined
    ? []
    : [`${skipped.type} at revision ${skipped.revision}, position ${skipped.position} is skipped.`]),
  parked === undefined
    ? `${stream} is projected anew, of ${events} events.`
    : `${stream} is given up again: ${parked}.`,
]
