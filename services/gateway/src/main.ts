import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { api } from '@parley/service-api'
import { explainVariable, loggerOf, serverCommandLine, storesOf, variablesOf } from '@parley/wiring'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { explainConfig, gatewayConfig } from './config.ts'
import { start } from './start.ts'

const defaultPort = 8080

const program = {
  name: 'gateway',
  description:
    'Starts a gateway: what clients connect to. Any number may run, beside at least one projector.',
  variables: variablesOf.gateway,
}

/** The gateway in a process of its own: any number of them may run, beside at least one projector. */
const main = async (): Promise<number> => {
  const words = serverCommandLine(program, process.argv.slice(2))
  if (E.isLeft(words)) return words.left
  const logger = loggerOf(process.env)
  if (E.isLeft(logger)) return fail(explainVariable(logger.left))
  const log = logger.right
  const config = gatewayConfig(process.env)
  if (E.isLeft(config)) return fail(explainConfig(config.left))
  const stores = storesOf(process.env)
  if (E.isLeft(stores)) return fail(explainVariable(stores.left))
  const { databaseUrl, eventStoreUrl } = stores.right
  if (databaseUrl === undefined) return fail('DATABASE_URL says where the read models are, and is not set.')
  const {
    host,
    port = defaultPort,
    key,
    origins,
    mayAdd,
    limits,
    engineLimits,
    proxies,
    mostForReceipts,
    files,
  } = config.right
  const developmentSecret = randomBytes(32).toString('hex')
  const running = await start({
    host,
    port,
    stores: { databaseUrl, eventStoreUrl },
    key: key ?? { _tag: 'secret', secret: developmentSecret },
    origins,
    limits,
    engineLimits,
    proxies,
    mayAdd,
    mostForReceipts,
    files,
    log,
    say,
    api: ({ health, files: answers }) =>
      api({
        health,
        log,
        files: answers,
        ...(key === undefined ? { developmentSecret } : {}),
      }),
  })
  if (E.isLeft(running)) return fail(running.left.cause)
  say(
    `The gateway listens on ${host}:${running.right.port}${key === undefined ? ', and hands out development tokens' : ''}.`,
  )
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await running.right.close()
  return 0
}

const say = (line: string): void => console.log(line)

const fail = (why: string): number => {
  console.error(why)
  return 2
}

try {
  process.exitCode = await main()
} catch (error) {
  process.exitCode = fail(wordsOf(error))
}
