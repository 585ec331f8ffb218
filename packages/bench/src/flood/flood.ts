import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { startChild } from '../measure/child.ts'
import { type BenchPostgres, withPostgres } from '../measure/postgres.ts'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { parleySide, tokenFor } from '../ring/parley-side.ts'
import { flooderName, manners } from './manners.ts'
import { pause, people } from './people.ts'

const scripts = {
  parley: fileURLToPath(new URL('../../../../services/standalone/src/main.ts', import.meta.url)),
  flooder: fileURLToPath(new URL('./flooder.ts', import.meta.url)),
}

export interface FloodOptions {
  /** How often each manner is measured, quiet and flooded in alternation; the medians are shown. */
  readonly runs: number
  /** How long each is measured, in seconds. */
  readonly seconds: number
  /** Only the manners of these names; all where empty. */
  readonly only: ReadonlyArray<string>
}

interface Figures {
  readonly p50: number
  readonly p99: number
}

/** Measures, in one engine with its usual limits, what people notice of somebody who floods it in one manner. */
const measure = async (
  bench: BenchPostgres,
  manner: string,
  { runs, seconds }: FloodOptions,
): Promise<{ readonly quiet: ReadonlyArray<Figures>; readonly flooded: ReadonlyArray<Figures> }> => {
  const secret = randomBytes(32).toString('hex')
  const child = await startChild(scripts.parley, {
    DATABASE_URL: await bench.database(),
    EVENTSTORE_URL: '',
    PORT: '0',
    HOST: '127.0.0.1',
    PARLEY_JWT_SECRET: secret,
    NODE_ENV: 'production',
  })
  const flooder = fork(scripts.flooder)
  // What the flooder itself takes of the processors is not the question.
  if (flooder.pid !== undefined) setPriority(flooder.pid, 19)
  const quiet: Array<Figures> = []
  const flooded: Array<Figures> = []
  try {
    const crowd = await people(parleySide(child.address, secret))
    const flood = {
      url: `${child.address.replace('http', 'ws')}/ws`,
      token: await tokenFor(flooderName, secret),
      channelId: crowd.channels[0],
    }
    await crowd.measure(2_000)
    for (let run = 0; run < runs; run++) {
      quiet.push(await crowd.measure(seconds * 1_000))
      flooder.send({ manner, flood })
      flooded.push(await crowd.measure(seconds * 1_000))
      flooder.send({})
      await once(flooder, 'message')
      await pause(1_000)
    }
    crowd.close()
  } finally {
    flooder.kill()
    await child.stop()
  }
  return { quiet, flooded }
}

/** Measures what one flooder, in each of several manners, makes of the time that others' messages take. */
export const benchFlood = (options: FloodOptions): Promise<void> =>
  withPostgres(async (bench) => {
    const rows: Array<ReadonlyArray<string>> = []
    for (const manner of Object.keys(manners)) {
      if (options.only.length > 0 && !options.only.includes(manner)) continue
      const { quiet, flooded } = await measure(bench, manner, options)
      const of = (all: ReadonlyArray<Figures>, which: keyof Figures): number =>
        median(all.map((figures) => figures[which]))
      const [p50, p99, p50s, p99s] = [
        of(quiet, 'p50'),
        of(quiet, 'p99'),
        of(flooded, 'p50'),
        of(flooded, 'p99'),
      ]
      const ms = (figure: number): string => figure.toFixed(1)
      rows.push([manner, ms(p50), ms(p50s), ms(p99), ms(p99s), (p99s / p99).toFixed(2)])
      console.error(`${manner}: p99 ${ms(p99)} ms without, ${ms(p99s)} ms with`)
    }
    console.log(table(['flooded with', 'p50', 'p50 flooded', 'p99', 'p99 flooded', 'ratio of p99'], rows))
  })
