import { setTimeout as pause } from 'node:timers/promises'
import { knownGenerations, readCheckpoint, recordAct, setState } from '@parley/projection'
import { adviceOn, explain, type Projector } from '@parley/projector'
import * as E from 'fp-ts/lib/Either.js'
import { chooseSchema } from './choose.ts'
import { type BuildProgress, secondsLeft } from './estimate.ts'
import type { Opened } from './opened.ts'
import { runBuild } from './run-build.ts'

export interface BuildOptions {
  readonly schema?: string | undefined
  /** Go on following the log once it is built, until it is stopped. */
  readonly follow: boolean
  /** The share of the time that it may be at work while people are, above 0 and up to 1. */
  readonly maxLoad: number
  readonly progress: (progress: BuildProgress) => void
  /** Told once it is built and goes on. */
  readonly built?: (built: Built) => void
  readonly stop: AbortSignal
}

/** What a build came to. */
export interface Built {
  readonly schema: string
  /** `paused`: by somebody else; `stopped`: by whoever ran it. Both go on where they were. */
  readonly ended: 'built' | 'paused' | 'stopped'
  readonly position: number
  readonly events: number
  readonly seconds: number
}

/** Milliseconds between two looks. */
const every = 250

const stateOf = async ({ pool }: Opened, schema: string) =>
  (await knownGenerations(pool)).find((one) => one.schema === schema)?.state

const isOver = (projector: Projector): boolean => {
  const { state } = projector.progress()
  return state === 'failed' || state === 'stopped'
}

const whyItEnded = (projector: Projector): string => {
  const { failure } = projector.progress()
  return failure === undefined ? 'the log was closed' : `${explain(failure)}. ${adviceOn(failure)}`
}

/**
 * Builds a generation in the foreground, from where it was left, and gives it over to the projectors of this version
 * once it has caught up; with `follow` it follows the log itself until then, and longer. Left: why not, in words.
 */
export const buildGenerationNow = async (
  opened: Opened,
  { schema: named, follow, maxLoad, progress, built = () => {}, stop }: BuildOptions,
): Promise<E.Either<string, Built>> => {
  const { pool, store, own, by, say, stores } = opened
  const chosen = await chooseSchema(opened, named)
  if (E.isLeft(chosen)) return chosen
  const schema = chosen.right
  const began = performance.now()
  const begin: number = await readCheckpoint(pool, schema).catch(() => 0)
  const projector = runBuild({
    store,
    databaseUrl: stores.databaseUrl,
    generation: { ...own, schema },
    maxLoad,
    committed: () => {},
    say,
  })
  const came = (ended: Built['ended']): Built => {
    const { position, copied, projected: events } = projector.progress()
    return {
      schema,
      ended,
      position: copied?.to ?? position,
      events,
      seconds: (performance.now() - began) / 1_000,
    }
  }
  let isBuilt = false
  try {
    for (;;) {
      if (stop.aborted) return E.right(came(isBuilt ? 'built' : 'stopped'))
      if (isOver(projector)) return E.left(`${schema} is not built on: ${whyItEnded(projector)}`)
      const end = await store.end()()
      if (E.isLeft(end)) return E.left(`the log can't be read: ${JSON.stringify(end.left)}`)
      const { position: projected, copied, rate, caughtUp, state } = projector.progress()
      // What was copied is shown, and is nobody's yet.
      const position = copied?.to ?? projected
      const to = Math.max(end.right ?? 0, position)
      const seconds = (performance.now() - began) / 1_000
      if (!isBuilt && state === 'running')
        progress({
          schema,
          position,
          end: to,
          rate,
          secondsLeft:
            copied === undefined ? secondsLeft(begin, position, to, seconds) : (copied.secondsLeft ?? null),
        })
      const known = await stateOf(opened, schema)
      if (known === 'paused') return E.right(came('paused'))
      if (!isBuilt && state === 'running' && copied === undefined && (caughtUp || position >= to)) {
        isBuilt = true
        const done = came('built')
        await recordAct(pool, { by, act: 'build', schema, detail: { ...done } })
        await setState(pool, schema, 'followed')
        if (!follow) return E.right(done)
        built(done)
      }
      await pause(every, undefined, { signal: stop }).catch(() => {})
    }
  } finally {
    await projector.stop()
  }
}
