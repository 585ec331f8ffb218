import { fork } from 'node:child_process'
import { once } from 'node:events'
import { getPriority, platform, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { startServer } from '../measure/child.ts'
import type { BenchPostgres } from '../measure/postgres.ts'
import { parleySide, tokenFor } from '../ring/parley-side.ts'
import type { FloodOrder } from './flooder.ts'
import { type Noticed, pause, people } from './people.ts'

const scripts = {
  parley: fileURLToPath(new URL('../../../../services/standalone/src/main.ts', import.meta.url)),
  flooder: fileURLToPath(new URL('./flooder.ts', import.meta.url)),
}

/** What people noticed in each span: by themselves, beside a flooder, and beside one who says the same elsewhere. */
export interface Spans {
  readonly quiet: ReadonlyArray<Noticed>
  readonly flooded: ReadonlyArray<Noticed>
  readonly elsewhere: ReadonlyArray<Noticed>
}

/** So long, in milliseconds, nobody floods between spans. */
const rest = 1_000

/** Somebody new each time, who comes from an address of their own where the loopback has several. */
const flooderOf = (run: number): { readonly who: string; readonly localAddress?: string } => ({
  who: `mallory-${run}`,
  ...(platform() === 'linux' ? { localAddress: `127.0.1.${run + 1}` } : {}),
})

/** Measures, in one engine with its usual limits, what people notice of somebody who floods it in one manner. */
export const measureManner = async (
  bench: BenchPostgres,
  manner: string,
  runs: number,
  seconds: number,
): Promise<Spans> => {
  const { child, secret } = await startServer(scripts.parley, await bench.database())
  const flooder = fork(scripts.flooder)
  const tell = (order: FloodOrder): void => void flooder.send(order)
  // What the flooder itself takes of the processors is not the question.
  if (flooder.pid !== undefined) setPriority(flooder.pid, Math.min(19, getPriority() + 19))
  const quiet: Array<Noticed> = []
  const flooded: Array<Noticed> = []
  const elsewhere: Array<Noticed> = []
  try {
    const crowd = await people(parleySide(child.address, secret))
    const beside = async (order: FloodOrder): Promise<Noticed> => {
      tell(order)
      const noticed = await crowd.measure(seconds * 1_000)
      tell({})
      await once(flooder, 'message')
      await pause(rest)
      return noticed
    }
    const url = `${child.address.replace('http', 'ws')}/ws`
    const channelId = crowd.channels[0] ?? ''
    await crowd.measure(2_000)
    for (let run = 0; run < runs; run++) {
      const one = flooderOf(run)
      const token = await tokenFor(one.who, secret)
      quiet.push(await crowd.measure(seconds * 1_000))
      flooded.push(await beside({ flood: { manner, url, token, channelId, ...one } }))
      elsewhere.push(await beside({ again: true }))
    }
    crowd.close()
  } finally {
    flooder.kill()
    await child.stop()
  }
  return { quiet, flooded, elsewhere }
}
