import { certain, TenantId } from '@parley/domain'
import { fakeClock } from '@parley/runtime/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { actFor, type Actor, Scope, ServerId, serverWith, verifier } from '../src/index.ts'

const secret = 'a secret of at least thirty-two bytes'
const clock = fakeClock()
const exp = Math.floor(clock.now() / 1_000) + 60

const tokenOf = (claims: Record<string, unknown>): Promise<string> =>
  new SignJWT({ exp, ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret))
const read = async (claims: Record<string, unknown>) =>
  verifier({ _tag: 'secret', secret }, clock).verify(await tokenOf(claims))()

const acme = certain(TenantId, 'acme')
const scopes: ReadonlyArray<Scope> = ['act-as', 'import', 'moderate', 'read-events']
const serverOf = (...allowed: ReadonlyArray<Scope>): Actor => ({
  kind: 'server',
  tenantId: acme,
  serverId: certain(ServerId, 'mailer'),
  scopes: new Set(allowed),
})
const person = { kind: 'person', tenantId: acme, userId: 'ada' }
const claims = { kind: 'server', sub: 'mailer', tenant: 'acme', scope: 'act-as import' }

test('AUTH-13 AUTH-14: a server’s token names it, its tenant and its scopes', async () => {
  expect(await read(claims)).toEqual(E.right({ actor: serverOf('act-as', 'import'), expiresAt: exp * 1_000 }))
  expect(await read({ ...claims, scope: scopes.join(' ') })).toMatchObject({
    right: { actor: serverOf(...scopes) },
  })
})

test('AUTH-13: who does not say what they are is a person, and their scopes count for nothing', async () => {
  const ada = E.right({ actor: person, expiresAt: exp * 1_000 })
  expect(await read({ sub: 'ada', tenant: 'acme' })).toEqual(ada)
  expect(await read({ kind: 'person', sub: 'ada', tenant: 'acme', scope: 'act-as root' })).toEqual(ada)
})

test('GUEST-1: a person’s token says that they are a guest, and a server that acts for one does', async () => {
  const token = { sub: 'ada', tenant: 'acme' }
  const guest = { right: { actor: { ...person, guest: true } } }
  expect(await read({ ...token, guest: true })).toEqual(E.right({ ...guest.right, expiresAt: exp * 1_000 }))
  expect(await read({ ...token, guest: false })).toEqual(E.right({ actor: person, expiresAt: exp * 1_000 }))
  for (const wrong of ['true', 1, null])
    expect(await read({ ...token, guest: wrong })).toMatchObject({
      left: { reason: 'claim guest: boolean expected' },
    })
  const mailer = serverOf('act-as')
  expect(actFor(mailer, 'ada', { guest: true })).toMatchObject({ right: { guest: true, server: 'mailer' } })
  expect(E.isRight(actFor(mailer, 'ada')) && actFor(mailer, 'ada')).not.toHaveProperty('right.guest')
})

const list = 'one or more of act-as, import, moderate, read-events with single blanks between expected'
test.each([
  ['kind', 'root', 'person or server expected'],
  ['kind', null, 'person or server expected'],
  ['kind', 'Server', 'person or server expected'],
  ['tenant', undefined, 'TenantId expected'],
  ['tenant', 'A.B', 'TenantId expected'],
  ['sub', 'mailer ', 'ServerId expected'],
  ['sub', 'Parley:mailer', 'names that begin with parley: are the engine’s own'],
  ['scope', undefined, list],
  ['scope', '', list],
  ['scope', 'act-as admin', list],
  ['scope', 'act-as  import', list],
  ['scope', 'ACT-AS', list],
  ['scope', ['act-as'], list],
  ['scope', 'toString', list],
  ['scope', 'act-as '.repeat(1_000).trim(), list],
])(
  'AUTH-13 AUTH-14 AUTH-15: of a server’s token the claim is named that is wrong: %s %j',
  async (claim, value, why) => {
    expect(await read({ ...claims, [claim]: value })).toEqual(
      E.left({ _tag: 'AuthenticationFailed', reason: `claim ${claim}: ${why}` }),
    )
  },
)

test('AUTH-16: a server acts for people of its tenant, who carry its name', () => {
  expect(actFor(serverOf('act-as'), 'ada')).toEqual(E.right({ ...person, server: 'mailer' }))
})

test('AUTH-16 AUTH-17: without the scope it does not, nor does a person for another', () => {
  const missing = E.left({ _tag: 'ScopeMissing', scope: 'act-as' })
  expect(actFor(serverOf('import', 'moderate', 'read-events'), 'ada')).toEqual(missing)
  const ada = actFor(serverOf('act-as'), 'ada')
  expect(E.isRight(ada) && actFor(ada.right, 'bob')).toEqual(missing)
})

test.each(['', ' ada', 'ada\u200b', 'parley:import', 'PARLEY:import', 'x'.repeat(200)])(
  'AUTH-15 AUTH-16: nor does it for whom no token could name: %j',
  (name) => {
    expect(actFor(serverOf('act-as'), name)).toMatchObject({ left: { _tag: 'NoPersonsName' } })
  },
)

test('AUTH-16: whatever a server names, it stays within its tenant', () => {
  const names = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('other.ada', 'other/ada'),
  )
  fc.assert(
    fc.property(names, (name) => {
      const acting = actFor(serverOf('act-as'), name)
      return E.isLeft(acting) || (acting.right.tenantId === acme && acting.right.userId === name)
    }),
  )
  expect(actFor(serverOf('act-as'), 'other.ada')).toMatchObject({ right: { tenantId: acme } })
})

test.each(scopes)('AUTH-17: %s is for servers that have it', (scope) => {
  const others = scopes.filter((other) => other !== scope)
  const missing = E.left({ _tag: 'ScopeMissing', scope })
  expect(serverWith(serverOf(scope), scope)).toEqual(E.right(serverOf(scope)))
  expect(serverWith(serverOf(...others), scope)).toEqual(missing)
  const ada = actFor(serverOf('act-as'), 'ada')
  expect(E.isRight(ada) && serverWith(ada.right, scope)).toEqual(missing)
})
