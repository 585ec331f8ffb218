import { once } from 'node:events'
import { dataFolder, explainVariable, openDatabase } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { pino } from 'pino'
import { configOf } from './config.ts'
import { developmentSecret } from './development-secret.ts'
import { openEngine } from './engine.ts'
import { listen } from './listen.ts'

const say = (line: string): void => console.log(line)

const fail = (why: string): number => {
  console.error(why)
  return 1
}

/** Everything in one process, until it is told to stop. Gives the exit code. */
const main = async (): Promise<number> => {
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const config = configOf(process.env)
  if (E.isLeft(config)) return fail(explainVariable(config.left))
  const { databaseUrl, eventStoreUrl, place } = config.right
  const opened = await openDatabase(databaseUrl, process.env, say, { share: false })
  if (E.isLeft(opened)) return fail(opened.left)
  const database = opened.right
  const secret = () => developmentSecret(dataFolder(process.env))
  try {
    const engine = await openEngine({
      stores: { databaseUrl: database.url, eventStoreUrl },
      key: config.right.key ?? { _tag: 'secret', secret: secret() },
      log: pino({ level: process.env['LOG_LEVEL'] ?? 'warn' }, pino.destination(2)),
      api: () => (_, response) => response.writeHead(404).end(),
    })
    const port = await listen(engine.server, place, say)
    if (E.isRight(port)) {
      say(`Parley is at http://${place.host}:${port.right}, its data in ${database.where}. Ctrl-C stops it.`)
      await stop
      say('Stopping.')
    }
    await engine.close()
    return E.isRight(port) ? 0 : fail(port.left)
  } catch (error) {
    return fail(`Parley could not start: ${String(error)}`)
  } finally {
    await database.close()
  }
}

process.exitCode = await main()
