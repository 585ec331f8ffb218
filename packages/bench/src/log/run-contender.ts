import { cpuSeconds } from '../measure/cpu.ts'
import type { Contender } from './contender.ts'
import { cases, runLoad } from './load.ts'
import type { AppendRun, Cpu, ReadRun } from './row.ts'

export interface Measured {
  readonly appends: ReadonlyArray<AppendRun>
  readonly reads: ReadonlyArray<ReadRun>
}

/** Counts processor seconds between `true` and `false`. */
const counter = (postgres: number) => {
  const used = { own: 0, postgres: 0 }
  return {
    count: (counting: boolean): void => {
      const sign = counting ? -1 : 1
      used.own += sign * cpuSeconds(process.pid)
      used.postgres += sign * cpuSeconds(postgres)
    },
    per: (events: number): Cpu => ({
      cpu: (used.own / events) * 1_000,
      postgresCpu: (used.postgres / events) * 1_000,
    }),
  }
}

/** Runs every case on a contender, then fills it and reads all of that. */
export const runContender = async (
  contender: Contender,
  postgres: number,
  { seconds, events }: { readonly seconds: number; readonly events: number },
): Promise<Measured> => {
  const appends: AppendRun[] = []
  const reads: ReadRun[] = []
  for (const one of cases) {
    const cpu = counter(postgres)
    const load = await runLoad(contender, one, seconds, cpu.count)
    appends.push({ ...load, ...cpu.per(load.events), name: one.name, contender: contender.name })
  }
  await contender.fill(events)
  for (const { name, read } of contender.reads) {
    const cpu = counter(postgres)
    cpu.count(true)
    const from = performance.now()
    const found = await read()
    const took = (performance.now() - from) / 1_000
    cpu.count(false)
    if (found < events) throw new Error(`${name}: ${found} of ${events} events were read`)
    reads.push({ name, rate: found / took, ...cpu.per(found) })
  }
  return { appends, reads }
}
