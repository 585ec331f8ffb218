import { inspect } from 'node:util'
import { tenantId } from '@parley/domain/testing'
import fc from 'fast-check'
import type { Ended } from './in-sql.ts'
import { run } from './run.ts'
import { shrunk } from './shrink.ts'
import { anySchedule, type Schedule } from './steps.ts'

/** About as many steps as lead somewhere, and no more than one can read. */
const schedules = fc.noBias(anySchedule(60))

/** The seed that `SEED` names, alone, or these. */
export const seedsFrom = (first: number, count: number): ReadonlyArray<number> => {
  const given = process.env['SEED']
  return given === undefined ? Array.from({ length: count }, (_, n) => first + n) : [Number(given)]
}

/** The schedule of a seed: always the same. */
const scheduleOf = (seed: number): Schedule => {
  const [schedule] = fc.sample(schedules, { seed, numRuns: 1 })
  if (schedule === undefined) throw new Error('no schedule was drawn')
  return schedule
}

/** How long a schedule that fails is made shorter, in milliseconds of the machine's. */
const shrinkFor = 120_000

/** What runs one seed alone. */
const again = 'npx --yes pnpm exec vitest run services/standalone/test/schedules.test.ts'

/** Has the schedules of seeds happen, and gives what is wrong with each that does not end as it should, as a text. */
export const failuresOf = async (seeds: ReadonlyArray<number>): Promise<ReadonlyArray<string>> => {
  const failures: Array<string> = []
  for (const seed of seeds) {
    const wrong = await wrongIn(scheduleOf(seed))
    if (wrong.length === 0) continue
    // Others of the same kind follow, and to make one of them short is enough.
    const shortest = failures.length > 0 ? '' : textOf(await shortestOf(scheduleOf(seed)))
    failures.push([`SEED=${seed} ${again} ends otherwise`, ...wrong, shortest].join('\n'))
    console.log(failures.at(-1))
  }
  return failures
}

const wrongIn = async (schedule: Schedule): Promise<ReadonlyArray<string>> => {
  try {
    return (await run(schedule, 'schedule')).wrong
  } catch (fault) {
    return [inspect(fault)]
  }
}

const shortestOf = (schedule: Schedule): Promise<Schedule> => {
  const end = performance.now() + shrinkFor
  return shrunk(schedule, async (shorter) => performance.now() < end && (await wrongIn(shorter)).length > 0)
}

const textOf = ({ settings, steps }: Schedule): string =>
  ['the shortest that was found to fail:', ...[settings, ...steps].map((one) => JSON.stringify(one))].join(
    '\n',
  )

/** What the logs of the schedules of seeds have in the end. */
export const logsOf = async (seeds: ReadonlyArray<number>): Promise<ReadonlyArray<Ended>> => {
  const ended: Array<Ended> = []
  for (const seed of seeds) {
    const tenant = `seed${seed}`
    const { events } = await run(scheduleOf(seed), tenant)
    ended.push({ tenantId: tenantId(tenant), events })
  }
  return ended
}
