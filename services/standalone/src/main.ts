import { once } from 'node:events'
import { join } from 'node:path'
import { api } from '@parley/service-api'
import { explainConfig, gatewayConfig } from '@parley/service-gateway'
import { buildPage } from '@parley/service-web'
import {
  dataFolder,
  explainVariable,
  loggerOf,
  openDatabase,
  serverCommandLine,
  storesOf,
  variablesOf,
} from '@parley/wiring'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { developmentSecretIn } from './development-secret.ts'
import { openEngine } from './engine.ts'
import { launchersGone } from './launchers.ts'
import { listen } from './listen.ts'

const say = (line: string): void => console.log(line)

const fail = (why: string): number => {
  console.error(why)
  return 1
}

const defaultPort = 4000

const program = {
  name: 'pnpm start',
  description:
    'Starts Parley, all of it in one process: the engine, a chat page, and a Postgres of its own unless one is named.',
  variables: variablesOf.standalone,
}

/** Everything in one process, until it is told to stop. Gives the exit code. */
const main = async (): Promise<number> => {
  const words = serverCommandLine(program, process.argv.slice(2))
  if (E.isLeft(words)) return words.left
  const stop = Promise.race([
    once(process, 'SIGINT'),
    once(process, 'SIGTERM'),
    once(process, 'SIGHUP'),
    launchersGone(),
  ])
  const config = gatewayConfig(process.env)
  if (E.isLeft(config)) return fail(explainConfig(config.left))
  const stores = storesOf(process.env)
  if (E.isLeft(stores)) return fail(explainVariable(stores.left))
  const logger = loggerOf(process.env)
  if (E.isLeft(logger)) return fail(explainVariable(logger.left))
  const log = logger.right
  const { host, port, key, origins, mayAdd, limits, engineLimits, proxies, mostForReceipts } = config.right
  const files = config.right.files ?? join(dataFolder(process.env), 'files')
  say(`Data of this machine is kept in ${dataFolder(process.env)}; PARLEY_DATA names another folder.`)
  const lost = Promise.withResolvers<string>()
  const opened = await openDatabase(stores.right.databaseUrl, process.env, say, {
    share: false,
    lost: lost.resolve,
  })
  if (E.isLeft(opened)) return fail(opened.left)
  const database = opened.right
  try {
    const developmentSecret = key === undefined ? developmentSecretIn(dataFolder(process.env)) : undefined
    const page = await buildPage()
    const engine = await openEngine({
      stores: { databaseUrl: database.url, eventStoreUrl: stores.right.eventStoreUrl },
      key: key ?? { _tag: 'secret', secret: developmentSecret ?? '' },
      origins,
      limits,
      engineLimits,
      proxies,
      mayAdd,
      mostForReceipts,
      log,
      say,
      files,
      api: ({ health, files: answers }) =>
        api({
          health,
          log,
          page,
          files: answers,
          ...(developmentSecret === undefined ? {} : { developmentSecret }),
        }),
    })
    const options = { host, port: port ?? defaultPort, chosen: port !== undefined && port !== 0 }
    const listening = await listen(engine.server, options, say)
    if (E.isRight(listening)) {
      say(`Parley is at http://${inAddress(host)}:${listening.right}. Ctrl-C stops it.`)
      const why = await Promise.race([stop.then(() => undefined), lost.promise])
      if (why !== undefined) console.error(why)
      say('Stopping.')
      await engine.close()
      return why === undefined ? 0 : 1
    }
    await engine.close()
    return fail(listening.left)
  } catch (error) {
    return fail(`Parley could not start: ${wordsOf(error)}`)
  } finally {
    await database.close()
  }
}

const inAddress = (host: string): string => (host.includes(':') ? `[${host}]` : host)

process.exitCode = await main()
