import { createPublicKey } from 'node:crypto'
import { resolve } from 'node:path'
import type { VerifierKey } from '@parley/auth'
import type { MayAddByTenant } from '@parley/engine'
import type { OriginPolicy } from '@parley/gateway'
import { isLoopback } from '@parley/service-api'
import { Address, type BadVariable, type Environment, explainVariable, Port, variable } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type LimitsConfig, limitsConfig } from './limits.ts'
import { mayAddConfig } from './may-add.ts'
import { parts } from './parts.ts'

/** Where a gateway listens, and whom it lets in. */
export interface GatewayConfig extends LimitsConfig {
  readonly host: string
  /** Undefined where nobody said one. */
  readonly port: number | undefined
  /** What tokens are signed with; undefined: nothing real, and then it listens on the loopback address alone. */
  readonly key: VerifierKey | undefined
  readonly origins: OriginPolicy
  /** Whom people may put into a channel or a conversation, by tenant; undefined where nobody said. */
  readonly mayAdd: MayAddByTenant | undefined
  /** In channels of so many members at the most is it told who has read what; undefined where nobody said. */
  readonly mostForReceipts: number | undefined
  /** The folder in which the bytes of files are kept; undefined where nobody said. */
  readonly files: string | undefined
}

/** Two variables that can't both be, or one that can't be without another. */
export interface BadConfig {
  readonly _tag: 'BadConfig'
  readonly problem: string
}

const Host = t.refinement(t.string, (host) => /^[\w.:-]+$/.test(host), 'a host name or an address')

const leastSecret = 32
const Secret = t.refinement(
  t.string,
  (secret) => Buffer.byteLength(secret) >= leastSecret,
  `a secret of at least ${leastSecret} bytes`,
)

const canRead = (pem: string): boolean =>
  E.isRight(
    E.tryCatch(
      () => createPublicKey(pem),
      () => undefined,
    ),
  )
const PublicKey = t.refinement(
  t.string,
  (pem) => pem.startsWith('-----BEGIN PUBLIC KEY-----') && canRead(pem),
  'a public key as SPKI PEM',
)

const mostMembers = 1_000
const MembersForReceipts = new t.Type<number, string>(
  `a number from 0 to ${mostMembers}`,
  t.number.is,
  (text, context) => {
    const members = typeof text === 'string' && /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
    return members <= mostMembers ? t.success(members) : t.failure(text, context)
  },
  String,
)

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text
const Origins = t.refinement(
  t.string,
  (list) => list === '*' || parts(list).every(isOrigin),
  'a list of origins like https://chat.example, with commas between, or *',
)

/**
 * Reads `HOST`, `PORT`, `PARLEY_ORIGINS`, `PARLEY_MAY_ADD`, `PARLEY_RECEIPTS_MEMBERS`, `PARLEY_LIMITS`, `PARLEY_PROXIES`,
 * `PARLEY_FILES`, and one of `PARLEY_JWT_SECRET`, `PARLEY_JWT_PUBLIC_KEY` and `PARLEY_JWKS_URL`.
 */
export const gatewayConfig = (env: Environment): E.Either<BadVariable | BadConfig, GatewayConfig> => {
  const host = variable(env, 'HOST', Host)
  if (E.isLeft(host)) return host
  const port = variable(env, 'PORT', Port)
  if (E.isLeft(port)) return port
  const origins = variable(env, 'PARLEY_ORIGINS', Origins)
  if (E.isLeft(origins)) return origins
  const mayAdd = mayAddConfig(env)
  if (E.isLeft(mayAdd)) return mayAdd
  const mostForReceipts = variable(env, 'PARLEY_RECEIPTS_MEMBERS', MembersForReceipts)
  if (E.isLeft(mostForReceipts)) return mostForReceipts
  const key = keyOf(env)
  if (E.isLeft(key)) return key
  const limits = limitsConfig(env)
  if (E.isLeft(limits)) return limits
  const config = {
    host: host.right ?? '127.0.0.1',
    port: port.right,
    key: key.right,
    origins: policyOf(origins.right),
    ...limits.right,
    mayAdd: mayAdd.right,
    mostForReceipts: mostForReceipts.right,
    files: filesIn(env),
  }
  return config.key === undefined && !isLoopback(config.host)
    ? bad(openToTheWorld(config.host))
    : E.right(config)
}

const filesIn = ({ PARLEY_FILES: folder }: Environment): string | undefined =>
  folder === undefined || folder === '' ? undefined : resolve(folder)

const keyOf = (env: Environment): E.Either<BadVariable | BadConfig, VerifierKey | undefined> => {
  const secret = variable(env, 'PARLEY_JWT_SECRET', Secret)
  if (E.isLeft(secret)) return secret
  const lines = env['PARLEY_JWT_PUBLIC_KEY']?.replaceAll('\\n', '\n')
  const pem = variable({ PARLEY_JWT_PUBLIC_KEY: lines }, 'PARLEY_JWT_PUBLIC_KEY', PublicKey)
  if (E.isLeft(pem)) return pem
  const url = variable(env, 'PARLEY_JWKS_URL', Address('https', 'http'))
  if (E.isLeft(url)) return url
  const keys: ReadonlyArray<VerifierKey> = [
    ...(secret.right === undefined ? [] : [{ _tag: 'secret', secret: secret.right } as const]),
    ...(pem.right === undefined ? [] : [{ _tag: 'public-key', pem: pem.right } as const]),
    ...(url.right === undefined ? [] : [{ _tag: 'jwks', url: url.right } as const]),
  ]
  return keys.length > 1
    ? bad(
        'Only one of PARLEY_JWT_SECRET, PARLEY_JWT_PUBLIC_KEY and PARLEY_JWKS_URL can say who signs tokens.',
      )
    : E.right(keys[0])
}

const policyOf = (list: string | undefined): OriginPolicy => {
  if (list === undefined) return 'same-host'
  return list === '*' ? 'any' : parts(list)
}

const openToTheWorld = (host: string): string =>
  `HOST is ${host}, which others can reach, and nothing says who signs their tokens: set PARLEY_JWT_SECRET, ` +
  'PARLEY_JWT_PUBLIC_KEY or PARLEY_JWKS_URL. Without a key Parley hands a token to everyone who asks, so it ' +
  'listens on this machine alone.'

const bad = (problem: string): E.Either<BadConfig, never> => E.left({ _tag: 'BadConfig', problem })

/** What a person reads of a configuration that can't be used. */
export const explainConfig = (error: BadVariable | BadConfig): string =>
  error._tag === 'BadConfig' ? error.problem : `${explainVariable(error)}.`
