import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { cpuSeconds } from '../measure/cpu.ts'
import { withPostgres } from '../measure/postgres.ts'
import { fillEmmett } from './emmett-replay.ts'
import { fillLog } from './fill-log.ts'
import type { Once, Way } from './once.ts'
import { type RebuildRun, report } from './report.ts'
import { traffic } from './traffic.ts'

export interface RebuildOptions {
  /** How often each builds; the medians are shown. */
  readonly runs: number
  /** How many events are built from. */
  readonly events: number
}

/** Events that emmett replays: it takes as long for them as Parley for fifty times as many. */
const ofEmmett = 20_000

const places = { channels: 1_000, people: 2_000 }

const script = fileURLToPath(new URL('./once.ts', import.meta.url))

/** Builds once, in a process of its own, whose memory is then that of nothing else. */
const once = async (database: string, way: Way, events: number, postgres: number): Promise<RebuildRun> => {
  const before = cpuSeconds(postgres)
  const { stdout } = await promisify(execFile)(process.execPath, [script, database, way])
  const took = JSON.parse(stdout) as Once
  return { way, events, ...took, postgresCpu: cpuSeconds(postgres) - before }
}

/**
 * Measures how quickly read models are built from a log of mixed events: all of Parley's, by copying and as a projector
 * writes what comes, beside emmett's replay into one. By turns, on one embedded Postgres that waits for the disk.
 */
export const benchRebuild = async ({ runs, events }: RebuildOptions): Promise<void> => {
  await withPostgres(async ({ pid, database }) => {
    const [parley, emmett] = [await database(), await database()]
    await fillLog(parley, traffic({ ...places, events }))
    await fillEmmett(emmett, traffic({ ...places, events: Math.min(events, ofEmmett) }))
    console.error('rebuild: the logs are written')
    const all: Array<RebuildRun> = []
    for (let run = 0; run < runs; run += 1) {
      all.push(await once(parley, 'copying', events, pid))
      all.push(await once(parley, 'as it comes', events, pid))
      all.push(await once(emmett, 'emmett', Math.min(events, ofEmmett), pid))
      console.error(`rebuild: run ${run + 1} of ${runs}`)
    }
    console.log(report(all))
  })
}
