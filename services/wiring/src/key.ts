import type { VerifierKey } from '@parley/gateway'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Address, type BadVariable, type Environment, variable } from './environment.ts'

const Secret = t.refinement(t.string, (text) => text.length >= 32, 'a secret of at least 32 characters')
const Pem = t.refinement(
  t.string,
  (text) => text.includes('-----BEGIN PUBLIC KEY-----'),
  'a public key in PEM (SPKI)',
)

/**
 * What tokens are signed with: `PARLEY_JWT_SECRET` (HS256), `PARLEY_JWT_PUBLIC_KEY` (PEM; `\n` may stand for line
 * breaks) or `PARLEY_JWKS_URL`. Undefined where none is set; more than one is a mistake.
 */
export const keyOf = (env: Environment): E.Either<BadVariable, VerifierKey | undefined> => {
  const secret = variable(env, 'PARLEY_JWT_SECRET', Secret)
  if (E.isLeft(secret)) return secret
  const pem = variable(env, 'PARLEY_JWT_PUBLIC_KEY', Pem)
  if (E.isLeft(pem)) return pem
  const url = variable(env, 'PARLEY_JWKS_URL', Address('http', 'https'))
  if (E.isLeft(url)) return url
  const keys: ReadonlyArray<VerifierKey> = [
    ...(secret.right === undefined ? [] : [{ _tag: 'secret' as const, secret: secret.right }]),
    ...(pem.right === undefined
      ? []
      : [{ _tag: 'public-key' as const, pem: pem.right.replaceAll('\\n', '\n') }]),
    ...(url.right === undefined ? [] : [{ _tag: 'jwks' as const, url: url.right }]),
  ]
  if (keys.length > 1)
    return E.left({
      _tag: 'BadVariable',
      name: 'PARLEY_JWT_SECRET, PARLEY_JWT_PUBLIC_KEY, PARLEY_JWKS_URL',
      expected: 'one of the three, not several at once',
    })
  return E.right(keys[0])
}
