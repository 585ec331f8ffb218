import { once } from 'node:events'
import { runProjector } from '@parley/projector'
import {
  explainVariable,
  loggerOf,
  openLog,
  schemaOf,
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
  const store = await openLog(stores, { say })
  const projector = runProjector({
    store,
    connectionString: databaseUrl,
    schema: schemaOf(stores),
    log: (line) => log.info(line),
    warn: (line) => log.warn(line),
  })
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), projector.ended])
  await projector.stop()
  await store.close()
  return projector.progress().state === 'failed' ? 1 : 0
}

const say = (line: string): void => console.error(line)

const fail = (why: string): number => {
  console.error(why)
  return 2
}

try {
  process.exitCode = await main()
} catch (error) {
  process.exitCode = fail(error instanceof Error ? error.message : String(error))
}
