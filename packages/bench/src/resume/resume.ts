import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startServer } from '../measure/child.ts'
import { cpuSeconds } from '../measure/cpu.ts'
import { withPostgres } from '../measure/postgres.ts'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { tokenFor } from '../ring/parley-side.ts'
import { bystanderAt } from './bystander.ts'
import { type Channels, channelsOf } from './channels.ts'
import { type Resumed, resumeRaw } from './raw-client.ts'
import { sdkClient } from './sdk-client.ts'

const server = fileURLToPath(new URL('../../../../services/standalone/src/main.ts', import.meta.url))

export interface ResumeOptions {
  readonly runs: number
  /** How many channels somebody has. */
  readonly channels: number
  /** Only the cases of these names; all where empty. */
  readonly only: ReadonlyArray<string>
}

/** What happens while somebody is away. */
interface Absence {
  readonly name: string
  readonly happens: (channels: Channels) => Promise<void>
}

const absences = (channels: number): ReadonlyArray<Absence> => [
  { name: 'nothing', happens: async () => undefined },
  { name: `20 messages in ${channels / 20}`, happens: ({ say }) => say(20, channels / 20) },
  { name: '20 messages in each', happens: ({ say }) => say(20) },
  { name: '600 messages in each', happens: ({ say }) => say(600) },
]

/** Of how many channels a page shows the messages. */
const opened = 5

interface Measured extends Resumed {
  /** The longest that somebody else waited for an answer meanwhile, in milliseconds. */
  readonly others: number
  readonly serverCpu: number
  readonly postgresCpu: number
}

/** The medians of a case as a row of the report. */
const rowOf = (meanwhile: string, client: string, measured: ReadonlyArray<Measured>): Array<string> => {
  const of = (figure: keyof Measured): number => median(measured.map((one) => one[figure]))
  const listed = of('listed')
  return [
    meanwhile,
    client,
    of('all').toFixed(0),
    Number.isNaN(listed) ? '' : listed.toFixed(0),
    of('messages').toFixed(0),
    (of('bytes') / 2 ** 20).toFixed(2),
    of('others').toFixed(0),
    of('serverCpu').toFixed(2),
    of('postgresCpu').toFixed(2),
  ]
}
const heads = [
  'meanwhile',
  'client',
  'ms',
  'list, ms',
  'messages',
  'MiB',
  'others, ms',
  'server CPU s',
  'Postgres CPU s',
]

/** One after another, so many times. */
const several = async <A>(times: number, work: (n: number) => Promise<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for (let n = 0; n < times; n += 1) all.push(await work(n))
  return all
}

/** As a database is that has been at rest for some minutes. */
const tidyUp = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

/** Measures how long it takes somebody with many channels, who was away for long, to have everything again. */
export const benchResume = ({ runs, channels: count, only }: ResumeOptions): Promise<void> =>
  withPostgres(async (bench) => {
    const database = await bench.database()
    const { child, secret } = await startServer(server, database, {
      EVENTSTORE_URL: process.env['EVENTSTORE_URL'] ?? '',
      // A few people say here what thousands would.
      PARLEY_LIMITS: 'off',
    })
    const url = `${child.address.replace('http', 'ws')}/ws`
    const token = await tokenFor('ada', secret)
    const bystander = await bystanderAt(url, secret)
    const measured = async (work: () => Promise<Resumed>): Promise<Measured> => {
      await pause(500)
      const [serverBefore, postgresBefore] = [cpuSeconds(child.pid), cpuSeconds(bench.pid)]
      bystander.longest()
      const resumed = await work()
      return {
        ...resumed,
        others: bystander.longest(),
        serverCpu: cpuSeconds(child.pid) - serverBefore,
        postgresCpu: cpuSeconds(bench.pid) - postgresBefore,
      }
    }
    const rows: Array<ReadonlyArray<string>> = []
    const report = (...row: Parameters<typeof rowOf>): void => {
      rows.push(rowOf(...row))
      console.error(rows.at(-1)?.join(' | '))
    }
    try {
      const channels = await channelsOf(url, 'ada', count, (who) => tokenFor(who, secret))
      await tidyUp(database)
      const fresh = channels.all.map(({ channelId }) => ({ channelId }))
      const first = await several(runs, () => measured(() => resumeRaw(url, token, fresh)))
      report('(the first time)', 'protocol', first)
      for (const { name, happens } of absences(count)) {
        if (only.length > 0 && !only.includes(name)) continue
        const shown = channels.all.slice(0, opened)
        const sdks = await several(runs, () => sdkClient(url, async () => token, shown))
        for (const sdk of sdks) await sdk.goAway()
        const watches = channels.all.map(({ channelId, revision: after }) => ({ channelId, after }))
        await happens(channels)
        await tidyUp(database)
        report(name, 'protocol', await several(runs, () => measured(() => resumeRaw(url, token, watches))))
        const bySdk: Array<Measured> = []
        for (const sdk of sdks) {
          bySdk.push(await measured(() => sdk.comeBack(channels.all)))
          sdk.close()
        }
        report(name, 'SDK', bySdk)
      }
      channels.close()
    } finally {
      bystander.close()
      await child.stop()
    }
    console.log(table(heads, rows))
  })
