import { bareClient } from './bare-client.ts'
import type { Open } from './contender.ts'
import { emmett } from './emmett.ts'
import { parleyEventStoreDb, parleyPostgres } from './parley.ts'
import { plainInsert } from './plain-insert.ts'
import { report } from './report.ts'
import type { AppendRun, ReadRun } from './row.ts'
import { runContender } from './run-contender.ts'
import { withPostgres } from '../measure/postgres.ts'

export interface LogOptions {
  /** How often each store runs each case; the medians are shown. */
  readonly runs: number
  /** How long appends are counted, in each case. */
  readonly seconds: number
  /** How many events are read. */
  readonly events: number
}

/**
 * Runs the contenders in turn, each by itself in this process, as often as was asked: Parley's first, to which the
 * others are compared. Each time on a fresh address.
 */
const measure = async (
  title: string,
  opens: ReadonlyArray<Open>,
  address: () => Promise<string>,
  postgres: number,
  options: LogOptions,
): Promise<void> => {
  const appends: AppendRun[] = []
  const reads: ReadRun[] = []
  for (let run = 0; run < options.runs; run += 1)
    for (const open of opens) {
      const contender = await open(await address())
      try {
        const measured = await runContender(contender, postgres, options)
        appends.push(...measured.appends)
        reads.push(...measured.reads)
      } finally {
        await contender.close()
      }
      console.error(`${title}: ${contender.name}, run ${run + 1} of ${options.runs}`)
    }
  console.log(report(title, appends, reads))
}

/**
 * Measures the log: Parley's Postgres store beside emmett's and a plain insert, on one embedded Postgres that waits
 * for the disk; and, where `EVENTSTORE_URL` names one, its EventStoreDB store beside the bare client.
 */
export const benchLog = async (options: LogOptions): Promise<void> => {
  await withPostgres(({ pid, database }) =>
    measure('Postgres', [parleyPostgres, emmett, plainInsert], database, pid, options),
  )
  const server = process.env['EVENTSTORE_URL'] ?? ''
  if (server === '') console.log('EventStoreDB: not measured, EVENTSTORE_URL names none')
  else
    await measure(
      'EventStoreDB',
      [parleyEventStoreDb, bareClient],
      () => Promise.resolve(server),
      Number.NaN,
      options,
    )
}
