import { setTimeout as pause } from 'node:timers/promises'
import { checkDatabase, explainStart, postgresFault } from '@parley/postgres'
import { NotOpened, type Opening } from './not-opened.ts'
import { hostsOf } from './hosts-of.ts'

/**
 * The most connections that one process opens: the log 7, the read side 15, the projectors of the core and of search 2
 * each, and four that look.
 */
const connections = 30

const tryEvery = 500

/**
 * Waits for the Postgres at an address, says so at once where it has to, and looks whether Parley can work on it.
 * Rejects with `NotOpened` where it can't be reached in time, does not let us in, or is not as it has to be.
 */
export const reachDatabase = async (
  databaseUrl: string,
  { say = () => {}, retryFor = 5_000, called = 'DATABASE_URL' }: Opening,
): Promise<void> => {
  const where = `${called} (${hostsOf(databaseUrl)})`
  const until = performance.now() + retryFor
  let told = false
  for (;;) {
    try {
      const { problems, warnings } = await checkDatabase(databaseUrl, { connections })
      if (problems.length > 0)
        throw new NotOpened(`the database of ${where} will not do. ${problems.join(' ')}`)
      for (const warning of warnings) say(`${where}: ${warning}`)
      return
    } catch (error) {
      if (error instanceof NotOpened) throw error
      if (postgresFault(error).lasting || performance.now() >= until)
        throw new NotOpened(`${where} can't be used: ${explainStart(error, called)}`)
      if (!told) say(`Waiting for ${where}: ${postgresFault(error).cause}.`)
      told = true
      await pause(tryEvery)
    }
  }
}
