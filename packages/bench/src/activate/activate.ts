import { fileURLToPath } from 'node:url'
import { fillLog } from '../rebuild/fill-log.ts'
import { traffic } from '../rebuild/traffic.ts'
import { type Noticed, type People, pause, people } from '../flood/people.ts'
import { startServer } from '../measure/child.ts'
import { withPostgres } from '../measure/postgres.ts'
import { parleySide } from '../ring/parley-side.ts'
import { memberName } from '../ring/side.ts'
import { operator } from './operator.ts'
import { type Asked, askingDuring } from './reader.ts'
import { type Beside, type Moved, report } from './report.ts'

export interface ActivateOptions {
  /** How often each is measured; the medians are shown. */
  readonly runs: number
  /** How long each span is in which people talk, in seconds. */
  readonly seconds: number
  /** How many events the log holds that read models are built from. */
  readonly events: number
}

const engine = fileURLToPath(new URL('../../../../services/standalone/src/main.ts', import.meta.url))

/** The shares of the time that a build may be at work, in percent. */
const shares = [25, 50]

/** Waits until the read models have been built from the log. */
const untilCaughtUp = async (address: string): Promise<void> => {
  while (!(await (await fetch(`${address}/health`)).text()).includes('"caughtUp":true')) await pause(100)
}

const answerOf = async (...command: Parameters<typeof operator>): Promise<Record<string, unknown>> =>
  Object(await operator(...command).ended) as Record<string, unknown>

/** Measures people beside a build, which goes on each time where it was. */
const besideBuild = async (
  crowd: People,
  databaseUrl: string,
  share: number,
  milliseconds: number,
): Promise<Noticed> => {
  const build = operator(databaseUrl, 'build', '--max-load', String(share))
  await build.begun
  const noticed = await crowd.measure(milliseconds)
  if (build.isOver()) throw new Error('the build was over too soon: take more events')
  await build.stop()
  return noticed
}

/**
 * Measures what people who talk notice of a build beside them, by how much of the time it may be at work, and what a
 * reader who asks all the time notices while an operator has another generation read, and the former again. By turns, on
 * one engine and one embedded Postgres that waits for the disk.
 */
export const benchActivate = ({ runs, seconds, events }: ActivateOptions): Promise<void> =>
  withPostgres(async ({ database }) => {
    const databaseUrl = await database()
    await fillLog(databaseUrl, traffic({ channels: 1_000, people: 2_000, events }))
    console.error('activate: the log is written')
    const { child, secret } = await startServer(engine, databaseUrl, { PARLEY_LIMITS: 'off' })
    try {
      await untilCaughtUp(child.address)
      const side = parleySide(child.address, secret)
      const crowd = await people(side)
      const span = seconds * 1_000
      await crowd.measure(span)
      const builds = new Map<number, Beside>()
      for (let run = 0; run < runs; run += 1)
        for (const share of shares) {
          const { without, beside } = builds.get(share) ?? { without: [], beside: [] }
          const quiet = await crowd.measure(span)
          const noticed = await besideBuild(crowd, databaseUrl, share, span)
          builds.set(share, { without: [...without, quiet], beside: [...beside, noticed] })
          console.error(
            `activate: --max-load ${share}, p99 ${quiet.p99.toFixed(1)} ms without, ${noticed.p99.toFixed(1)} beside`,
          )
        }
      const { schema } = await answerOf(databaseUrl, 'build', '--max-load', '100')
      const to = String(schema)
      const moved: Record<keyof Moved, Array<Asked>> = { nothing: [], activate: [], revert: [] }
      const channelId = crowd.channels[0] ?? ''
      const socket = await side.connect(channelId, memberName(0, 0))
      const words = { nothing: [], activate: ['activate', to], revert: ['revert'] } as const
      // A projector takes a while to begin with what was built: it is refused until then.
      while ('error' in (await answerOf(databaseUrl, 'activate', to))) await pause(500)
      await answerOf(databaseUrl, 'revert')
      for (let run = 0; run < runs; run += 1)
        for (const what of ['nothing', 'activate', 'revert'] as const) {
          const work = async (): Promise<unknown> =>
            what === 'nothing' ? pause(2_000) : answerOf(databaseUrl, ...words[what])
          const talking = crowd.measure(2_000)
          moved[what].push(await askingDuring(socket, channelId, work))
          await talking
          console.error(`activate: ${what}, the longest answer ${moved[what].at(-1)?.longest.toFixed(1)} ms`)
        }
      socket.terminate()
      crowd.close()
      console.log(report(builds, moved))
    } finally {
      await child.stop()
    }
  })
