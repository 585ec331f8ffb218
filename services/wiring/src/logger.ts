import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { destination, type Logger, pino } from 'pino'
import { build } from 'pino-pretty'
import { type BadVariable, type Environment, LogLevel, variable } from './environment.ts'

const formats = { text: 0, json: 0 }
const LogFormat = t.keyof(formats, `one of ${Object.keys(formats).join(', ')}`)

const standardError = 2

/**
 * The log on standard error, by `LOG_LEVEL` (`warn` unless set) and `LOG_FORMAT`: lines for people, or JSON for
 * machines where that is asked for.
 */
export const loggerOf = (env: Environment): E.Either<BadVariable, Logger> => {
  const level = variable(env, 'LOG_LEVEL', LogLevel)
  if (E.isLeft(level)) return level
  const format = variable(env, 'LOG_FORMAT', LogFormat)
  if (E.isLeft(format)) return format
  const stream =
    format.right === 'json'
      ? destination(standardError)
      : build({
          destination: standardError,
          sync: true,
          colorize: process.stderr.isTTY,
          translateTime: 'SYS:yyyy-mm-dd HH:MM:ss',
          ignore: 'pid,hostname',
        })
  return E.right(pino({ level: level.right ?? 'warn' }, stream))
}
