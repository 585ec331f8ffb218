import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import { postgresFault } from '@parley/postgres'
import { queryPool } from '@parley/projection'
import { adviceOn, explain } from '../failure.ts'
import type { Progress } from '../progress.ts'
import { type Projector, type ProjectorOptions, runProjector } from '../projector.ts'
import { type GroupGeneration, ownGeneration } from '../tables.ts'
import { type Followed, followedBy } from './followed.ts'

/** As for one projector; `committed` says of which generation. */
export interface FollowOptions extends Omit<ProjectorOptions, 'committed'> {
  readonly committed?: (schema: string, position: Position, events: number) => void
  /** Milliseconds between two looks at which generations are to be followed. */
  readonly lookEvery?: number
}

/** Projectors of one build: of the generation that its readers read, and of those that are kept beside it. */
export interface Followers extends Projector {
  /** The schemas that are followed here, the one that `progress` is of first. */
  readonly following: () => ReadonlyArray<string>
}

const notYet: Progress = {
  state: 'starting',
  position: 0 as Position,
  caughtUp: false,
  lag: 0,
  projected: 0,
  rate: 0,
  parked: 0,
}

/**
 * Runs a projector for each generation of a build that is to be followed, and looks every second whether these have
 * become others. What is said of progress, of troubles and of failures is that of the generation in use, or of the
 * build's own where another build makes that; a copy beside it that fails is a warning.
 */
export const followGenerations = (options: FollowOptions): Followers => {
  const { connectionString, generation: own = ownGeneration(), lookEvery = 1_000 } = options
  const { warn = () => {}, troubled = () => {}, failed = () => {}, committed = () => {} } = options
  const pool = queryPool(connectionString, { max: 1, application_name: 'parley generations' })
  const stopping = new AbortController()
  const running = new Map<string, Projector>()
  let main = own.schema
  const over = Promise.withResolvers<void>()

  const start = (schema: string): void => {
    const isMain = (): boolean => schema === main
    const generation: GroupGeneration = { ...own, schema }
    const projector = runProjector({
      ...options,
      generation,
      committed: (position, events) => committed(schema, position, events),
      troubled: (trouble) => {
        if (isMain()) troubled(trouble)
      },
      failed: (failure) => {
        if (isMain()) failed(failure)
        else warn(`Schema ${schema} is followed no more: ${explain(failure)}. ${adviceOn(failure)}`)
      },
    })
    running.set(schema, projector)
    void endWith(schema, projector)
  }

  /** One that fails ends the whole, where it is of the generation in use. */
  const endWith = async (schema: string, projector: Projector): Promise<void> => {
    await projector.ended
    if (schema === main && projector.progress().failure !== undefined) over.resolve()
  }

  const follow = async ({ schemas, inUse }: Followed): Promise<void> => {
    main = schemas.find((schema) => schema === inUse) ?? schemas[0] ?? own.schema
    for (const schema of schemas) if (!running.has(schema)) start(schema)
    for (const [schema, projector] of running) {
      if (schemas.includes(schema)) continue
      await projector.stop()
      running.delete(schema)
    }
  }

  const look = async (): Promise<void> => {
    for (let wait = 50; !stopping.signal.aborted; ) {
      try {
        await follow(await followedBy(pool, own))
        wait = lookEvery
      } catch (error) {
        // Those that run go on, and say what they meet.
        if (running.size === 0) troubled(postgresFault(error))
        wait = Math.min(wait * 2, 5_000)
      }
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const looking = look()
  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    stopping.abort()
    await looking
    await Promise.all([...running.values()].map((projector) => projector.stop()))
    await pool.end()
    over.resolve()
  }

  return {
    progress: () => running.get(main)?.progress() ?? notYet,
    following: () => [...running.keys()].toSorted((a, b) => Number(b === main) - Number(a === main)),
    ended: over.promise,
    stop: () => (stopped ??= stop()),
  }
}
