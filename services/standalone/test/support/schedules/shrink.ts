import type { Schedule, Step } from './steps.ts'

/** Whether a schedule still shows what is wrong. */
type Fails = (schedule: Schedule) => Promise<boolean>

/**
 * The shortest schedule that is found to fail as this one does: steps are left out, many at once and then one by one,
 * and what is left is made as plain as it can be. Each that is tried runs from the beginning.
 */
export const shrunk = async (schedule: Schedule, fails: Fails): Promise<Schedule> => {
  let best = schedule
  for (;;) {
    const shorter = await plainer(await withFewerSteps(best, fails), fails)
    if (shorter === best) return best
    best = shorter
  }
}

const withFewerSteps = async (schedule: Schedule, fails: Fails): Promise<Schedule> => {
  let best = schedule
  for (let size = Math.max(1, best.steps.length >> 1); size >= 1; size >>= 1)
    for (let from = best.steps.length - size; from >= 0; from -= size) {
      const tried = { ...best, steps: best.steps.toSpliced(from, size) }
      if (tried.steps.length < best.steps.length && (await fails(tried))) best = tried
    }
  return best
}

/** With numbers that are 0 or less than they were, settings as usual, and all else as it is. */
const plainer = async (schedule: Schedule, fails: Fails): Promise<Schedule> => {
  let best = schedule
  const take = async (tried: Schedule): Promise<void> => {
    if (await fails(tried)) best = tried
  }
  for (const [name, usual] of Object.entries(usualSettings))
    if (new Map(Object.entries(best.settings)).get(name) !== usual)
      await take({ ...best, settings: { ...best.settings, [name]: usual } })
  for (let n = 0; n < best.steps.length; n += 1)
    for (const name of Object.keys(best.steps[n] ?? {}))
      for (const less of [0, 1, 2]) {
        const step: Readonly<Record<string, unknown>> = { ...best.steps[n] }
        const value = step[name]
        if (typeof value !== 'number' || value <= less) break
        const tried = { ...best, steps: best.steps.with(n, { ...step, [name]: less } as unknown as Step) }
        const before = best
        await take(tried)
        if (best !== before) break
      }
  return best
}

/** What is as usual where nothing else is drawn. */
const usualSettings: Schedule['settings'] = {
  servers: 1,
  logTurns: 0,
  followTurns: 0,
  questionTurns: 0,
  eventsATurn: 1_000,
  mostRows: 1_000,
  deltaUpdates: 500,
  heldUpdates: 20_000,
  partCharacters: 200_000,
  slowBytes: 1_000_000,
}
