import type { Position } from '@parley/domain'
import {
  type Act,
  builtIn,
  generationInUse,
  type GenerationState,
  knownGenerations,
  latestActs,
  type Pointer,
  pointers,
  readCheckpoint,
  schemasBeside,
} from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import { type GroupGeneration, groupOfSchema } from '@parley/projector'
import { groups } from '@parley/read-models'
import { generationOn } from '@parley/wiring'
import type { Opened } from './opened.ts'

/** Read models that lie in the database, of whichever version. */
export interface Listed {
  readonly schema: string
  /** The group of read models that they are. */
  readonly group: string
  /** Whether this version of Parley makes them. */
  readonly own: boolean
  /** Absent where the control schema does not know them. */
  readonly state?: GenerationState
  /** The builds whose readers read them. */
  readonly inUseBy: ReadonlyArray<string>
  /** The builds whose readers would go back to them. */
  readonly formerOf: ReadonlyArray<string>
  /** Null where it can't be read. */
  readonly position: Position | null
  readonly bytes: number
  /** Whether a projector is at work on them. */
  readonly projected: boolean
}

const readersOf = (all: ReadonlyArray<Pointer>, schema: string, builds: ReadonlySet<string>) => [
  ...all.filter((pointer) => pointer.schema === schema).map(({ build }) => build),
  ...(builds.has(schema) && !all.some(({ build }) => build === schema) ? [schema] : []),
]

/** All read models of the database, by the names of their schemas. */
export const listGenerations = async ({ pool, stores }: Opened): Promise<ReadonlyArray<Listed>> => {
  const owns = groups.map((group) => generationOn(stores, group))
  const known = await knownGenerations(pool)
  const all = await pointers(pool)
  const builds = new Set([...owns.map(({ schema }) => schema), ...known.map(({ build }) => build)])
  const listed: Array<Listed> = []
  for (const { schema, bytes, projected } of await schemasBeside(pool, '')) {
    const found = known.find((one) => one.schema === schema)
    listed.push({
      schema,
      group: groupOfSchema(schema),
      own: owns.some(
        (own) => [schema, builtIn(schema)].includes(own.schema) || found?.fingerprint === own.fingerprint,
      ),
      ...(found === undefined ? {} : { state: found.state }),
      inUseBy: readersOf(all, schema, builds),
      formerOf: all.filter(({ former }) => former === schema).map(({ build }) => build),
      position: await readCheckpoint(pool, schema).catch(() => null),
      bytes,
      projected,
    })
  }
  return listed
}

/** How the read models of a group are that this version makes. */
export interface Status {
  readonly group: string
  readonly inUse: string
  /** Null: they are not there. */
  readonly position: Position | null
  /** Where the log ends; null where it is empty. */
  readonly end: Position | null
  readonly former: string | null
  /** How the other groups are. */
  readonly others: ReadonlyArray<Pick<Status, 'group' | 'inUse' | 'position' | 'former'>>
  readonly generations: ReadonlyArray<Listed>
  readonly acts: ReadonlyArray<Act>
}

/** What is read of a group, and how far that is. */
const usedOf = async (
  { pool }: Opened,
  own: GroupGeneration,
): Promise<Pick<Status, 'group' | 'inUse' | 'position' | 'former'>> => {
  const { schema: inUse } = await generationInUse(pool, own)
  const pointer = (await pointers(pool)).find(({ build }) => build === own.schema)
  return {
    group: own.group.name,
    inUse,
    position: await readCheckpoint(pool, inUse).catch(() => null),
    former: pointer?.former ?? null,
  }
}

export const statusOf = async (opened: Opened): Promise<E.Either<string, Status>> => {
  const { pool, own, store, stores } = opened
  const end = await store.end()()
  if (E.isLeft(end)) return E.left(`the log can't be read: ${JSON.stringify(end.left)}`)
  const others: Array<Status['others'][number]> = []
  for (const group of groups)
    if (group !== own.group) others.push(await usedOf(opened, generationOn(stores, group)))
  return E.right({
    ...(await usedOf(opened, own)),
    end: end.right ?? null,
    others,
    generations: await listGenerations(opened),
    acts: await latestActs(pool, 5),
  })
}
