import type { VerifierKey } from '@parley/gateway'
import { type BadVariable, type Environment, keyOf, Port, storesOf, variable } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Place } from './listen.ts'

export interface Config {
  readonly databaseUrl: string | undefined
  readonly eventStoreUrl: string | undefined
  readonly place: Place
  /** Undefined: development tokens, on loopback alone. */
  readonly key: VerifierKey | undefined
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/

const defaultPort = 4000

/** Reads the environment; the README lists the variables. */
export const configOf = (env: Environment): E.Either<BadVariable, Config> => {
  const stores = storesOf(env)
  if (E.isLeft(stores)) return stores
  const port = variable(env, 'PORT', Port)
  if (E.isLeft(port)) return port
  const host = variable(env, 'HOST', t.string)
  if (E.isLeft(host)) return host
  const key = keyOf(env)
  if (E.isLeft(key)) return key
  const place = {
    host: host.right ?? '127.0.0.1',
    port: port.right ?? defaultPort,
    wanted: port.right !== undefined && port.right !== 0,
  }
  if (key.right === undefined && !loopback.test(place.host))
    return E.left({
      _tag: 'BadVariable',
      name: 'HOST',
      expected:
        'a loopback address, and no key is set: elsewhere people need tokens of yours, see PARLEY_JWT_SECRET',
    })
  return E.right({ ...stores.right, place, key: key.right })
}
