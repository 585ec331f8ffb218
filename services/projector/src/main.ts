import { once } from 'node:events'
import { systemClock, wordsOf } from '@parley/runtime'
import { adviceOn, explain, followGenerations, projectEvery } from '@parley/projector'
import {
  backgroundAudit,
  conditions,
  explainVariable,
  followOtherGroups,
  generationOn,
  loggerOf,
  openLog,
  openWatch,
  projectorConditions,
  reachDatabase,
  serverCommandLine,
  storesOf,
  variablesOf,
} from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'

const program = {
  name: 'projector',
  description: 'Starts a projector: it makes the read models. Any number may run, and one of them is active.',
  variables: variablesOf.projector,
}

/** The projector in a process of its own. Any number may run: one is active, the others stand by. */
const main = async (): Promise<number> => {
  const words = serverCommandLine(program, process.argv.slice(2))
  if (E.isLeft(words)) return words.left
  const logger = loggerOf(process.env)
  if (E.isLeft(logger)) return fail(explainVariable(logger.left))
  const log = logger.right
  const variables = storesOf(process.env)
  if (E.isLeft(variables)) return fail(explainVariable(variables.left))
  const { databaseUrl, eventStoreUrl } = variables.right
  if (databaseUrl === undefined) return fail('DATABASE_URL says where the read models are, and is not set')
  const stores = { databaseUrl, eventStoreUrl }
  // A log in the same database has looked.
  if (eventStoreUrl !== undefined) await reachDatabase(databaseUrl, { say })
  const store = await openLog(stores, { say })
  const wrong = conditions(systemClock, log)
  const projector = followGenerations({
    store,
    connectionString: databaseUrl,
    generation: generationOn(stores),
    pacing: { milliseconds: projectEvery, clock: systemClock },
    log: (line) => log.info(line),
    warn: (line) => log.warn(line),
    say,
    troubled: projectorConditions(wrong).troubled,
  })
  const others = followOtherGroups({
    stores,
    store,
    conditions: wrong,
    clock: systemClock,
    log: (line) => log.info(line),
    warn: (line) => log.warn(line),
    say,
  })
  const watch = openWatch({ stores, store, conditions: wrong, projector: projector.progress })
  const auditing = backgroundAudit({ stores, store, conditions: wrong, clock: systemClock })
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), projector.ended])
  await auditing.close()
  await watch.close()
  await Promise.all([projector.stop(), others.stop()])
  await store.close()
  const { failure } = projector.progress()
  if (failure === undefined) return 0
  console.error(`The projector has stopped for good: ${explain(failure)}. ${adviceOn(failure)}`)
  return 1
}

const say = (line: string): void => console.error(line)

const fail = (why: string): number => {
  console.error(why)
  return 2
}

try {
  process.exitCode = await main()
} catch (error) {
  process.exitCode = fail(wordsOf(error))
}
