import { createServer } from 'node:http'
import { certain, TenantId, UserId } from '@parley/domain'
import { fakeClock } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { issueDevelopmentToken, verifier } from '../src/index.ts'

const tenantId = certain(TenantId, 'default')
const secret = 'a secret of at least thirty-two bytes'
const clock = fakeClock()
const now = Math.floor(clock.now() / 1_000)

const sign = (
  claims: Record<string, unknown>,
  key: CryptoKey | Uint8Array,
  header: object = {},
): Promise<string> =>
  new SignJWT({ exp: now + 60, ...claims }).setProtectedHeader({ alg: 'HS256', ...header }).sign(key)
const bySecret = (claims: Record<string, unknown>): Promise<string> => sign(claims, Buffer.from(secret))
const own = 'claim sub: names that begin with parley: are the engine’s own'
const verify = (token: string, key: Parameters<typeof verifier>[0] = { _tag: 'secret', secret }) =>
  verifier(key, clock).verify(token)()
/** Somebody who is let in. */
const whose = (actor: object): object => ({ right: { actor } })

test('AUTH-1: a token names a person, a tenant, and when it runs out', async () => {
  const token = await bySecret({ sub: 'ada', tenant: 'acme' })
  expect(await verify(token)).toEqual(
    E.right({
      actor: { kind: 'person', tenantId: 'acme', userId: 'ada' },
      expiresAt: (now + 60) * 1_000,
    }),
  )
  expect(await verify(await bySecret({ sub: 'ada' }))).toMatchObject(whose({ tenantId: 'default' }))
})

test('AUTH-2: a development token is one', async () => {
  const token = await issueDevelopmentToken(
    secret,
    { tenantId, userId: certain(UserId, 'Ada Łovelace') },
    clock,
  )
  expect(await verify(token)).toMatchObject(whose({ tenantId, userId: 'Ada Łovelace' }))
})

test.each([
  ['no token', 'x', 'not a token'],
  ['no person', bySecret({}), 'claim sub: missing'],
  ['a person that is none', bySecret({ sub: '' }), 'claim sub: UserId expected'],
  ['a person whom nobody sees', bySecret({ sub: '\u200b' }), 'claim sub: UserId expected'],
  ['a person who looks like another', bySecret({ sub: 'ada\u200b' }), 'claim sub: UserId expected'],
  ['blanks around a person', bySecret({ sub: 'ada ' }), 'claim sub: UserId expected'],
  ['a tenant that is none', bySecret({ sub: 'ada', tenant: 'A.B' }), 'claim tenant: TenantId expected'],
  [
    'an end that is no moment',
    bySecret({ sub: 'ada', exp: 1e300 }),
    'claim exp: seconds since 1970 expected',
  ],
  ['an own name', bySecret({ sub: 'parley:import' }), own],
  ['an own name in other letters', bySecret({ sub: 'ＰＡＲＬＥＹ：x' }), own],
  ['too much', 'x'.repeat(13_000), 'longer than 12288 characters'],
  ['no end', bySecret({ sub: 'ada', exp: undefined }), 'claim exp: missing'],
  ['a beginning that is none', bySecret({ sub: 'ada', nbf: 'noon' }), 'claim nbf: invalid'],
  ['another secret', sign({ sub: 'ada' }, Buffer.from(secret.toUpperCase())), 'the signature is not valid'],
  [
    'no signature',
    `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub: 'ada', exp: now + 60 })).replaceAll('=', '')}.`,
    'the algorithm is not allowed',
  ],
])('AUTH-3 AUTH-12 AUTH-15 NAME-13: a token is refused with a reason: %s', async (_, token, reason) => {
  expect(await verify(await token)).toEqual(E.left({ _tag: 'AuthenticationFailed', reason }))
})

test.each([
  ['run out', { exp: now - 6 }, 'the token has run out', 'renewed'],
  ['not begun', { nbf: now + 60 }, 'the token is not valid yet', 'later'],
])('AUTH-10: of a token whose time has %s it is said what may help', async (_, claims, reason, passing) => {
  const error = { _tag: 'AuthenticationFailed', reason, passing }
  expect(await verify(await bySecret({ sub: 'ada', ...claims }))).toEqual(E.left(error))
})

test('AUTH-3: clocks may differ by some seconds', async () => {
  expect(await verify(await bySecret({ sub: 'ada', exp: now - 4 }))).toMatchObject({ _tag: 'Right' })
})

test.each(['RS256', 'ES256', 'EdDSA'])(
  'AUTH-4: a public key checks what its other half signed: %s',
  async (alg) => {
    const pair = await generateKeyPair(alg)
    const pem = await exportSPKI(pair.publicKey)
    const key = { _tag: 'public-key', pem } as const
    expect(await verify(await sign({ sub: 'ada' }, pair.privateKey, { alg }), key)).toMatchObject(
      whose({ userId: 'ada' }),
    )
    const other = await generateKeyPair(alg)
    expect(await verify(await sign({ sub: 'ada' }, other.privateKey, { alg }), key)).toMatchObject({
      left: { _tag: 'AuthenticationFailed' },
    })
  },
)

test('AUTH-4: a public key is never taken for a shared secret, nor for a key of another kind', async () => {
  const pair = await generateKeyPair('RS256')
  const pem = await exportSPKI(pair.publicKey)
  const key = { _tag: 'public-key', pem } as const
  expect(await verify(await sign({ sub: 'eve' }, Buffer.from(pem)), key)).toEqual(
    E.left({ _tag: 'AuthenticationFailed', reason: 'the algorithm is not allowed' }),
  )
  const other = await generateKeyPair('ES256')
  expect(await verify(await sign({ sub: 'eve' }, other.privateKey, { alg: 'ES256' }), key)).toEqual(
    E.left({ _tag: 'AuthenticationFailed', reason: 'the algorithm does not fit the key' }),
  )
})

/** A server of keys, which may be down, and counts how often it is asked. */
const keyServer = async () => {
  const keys: object[] = []
  const state = { isDown: false, asked: 0 }
  const server = createServer((_, response) => {
    state.asked += 1
    response.statusCode = state.isDown ? 500 : 200
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ keys }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const set = verifier({ _tag: 'jwks', url: `http://127.0.0.1:${port}/keys` }, clock)
  /** Adds a key to the set, or keeps it back; gives a token that it signed. */
  const tokenOf = async (
    kid: string,
    isPublished: boolean,
  ): Promise<{ token: string; publish: () => void }> => {
    const pair = await generateKeyPair('ES256')
    const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256' }
    const publish = (): void => void keys.push(jwk)
    if (isPublished) publish()
    return { token: await sign({ sub: 'ada' }, pair.privateKey, { alg: 'ES256', kid }), publish }
  }
  return { set, state, tokenOf }
}
const unknown = { left: { _tag: 'AuthenticationFailed', reason: 'no key of the set fits the token' } }

test('AUTH-5: keys are fetched from a set, and a set that is not to be had is nobody’s fault', async () => {
  const { set, state, tokenOf } = await keyServer()
  const { token } = await tokenOf('one', true)
  state.isDown = true
  expect(await set.verify(token)()).toMatchObject({ left: { _tag: 'Unavailable' } })
  state.isDown = false
  expect(await set.verify(token)()).toMatchObject(whose({ userId: 'ada' }))
  expect(await set.verify((await tokenOf('two', false)).token)()).toMatchObject(unknown)
})

test('AUTH-11: a key that is newer than the set is fetched, and never final while the set may be older', async () => {
  const { set, state, tokenOf } = await keyServer()
  const { token } = await tokenOf('one', true)
  await set.verify(token)()
  const next = await tokenOf('two', true)
  expect(await set.verify(next.token)()).toMatchObject(whose({ userId: 'ada' }))
  const last = await tokenOf('three', false)
  expect(await set.verify(last.token)()).toMatchObject({ left: { _tag: 'Unavailable' } })
  last.publish()
  clock.advance(5_000)
  expect(await set.verify(last.token)()).toMatchObject(whose({ userId: 'ada' }))
  expect(await set.verify(next.token)()).toMatchObject(whose({ userId: 'ada' }))
  expect(state.asked).toBe(3)
})

test('AUTH-11: tokens of keys that nobody has do not have the set fetched for each', async () => {
  const { set, state, tokenOf } = await keyServer()
  for (let n = 0; n < 20; n += 1) await set.verify((await tokenOf(`nobody's ${n}`, false)).token)()
  expect(state.asked).toBe(2)
  clock.advance(5_000)
  expect(await set.verify((await tokenOf('nobody’s', false)).token)()).toMatchObject(unknown)
})
