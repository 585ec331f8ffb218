import { generateKeyPairSync } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { defaultRates as engineRates, noRates as noEngineRates, unlimited } from '@parley/engine'
import { defaultRates, noRates } from '@parley/gateway'
import { explainConfig, gatewayConfig } from '../src/index.ts'

const secret = 'a secret of at least thirty-two bytes'
const pem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()

test('GWS-1: with nothing said, it listens on this machine alone and has no key', () => {
  expect(gatewayConfig({ PORT: '' })).toEqual(
    E.right({ host: '127.0.0.1', port: undefined, key: undefined, origins: 'same-host' }),
  )
})

test('GWS-2: host, port, origins and a key are those of the environment', () => {
  const env = { HOST: '0.0.0.0', PORT: '80', PARLEY_ORIGINS: 'https://a.example, https://b.example:8443' }
  expect(gatewayConfig({ ...env, PARLEY_JWT_SECRET: secret })).toEqual(
    E.right({
      host: '0.0.0.0',
      port: 80,
      key: { _tag: 'secret', secret },
      origins: ['https://a.example', 'https://b.example:8443'],
    }),
  )
  expect(gatewayConfig({ PARLEY_JWT_PUBLIC_KEY: pem, PARLEY_ORIGINS: '*' })).toMatchObject({
    right: { key: { _tag: 'public-key', pem }, origins: 'any' },
  })
  // Many ways to set a variable leave no way to write a line's end.
  expect(gatewayConfig({ PARLEY_JWT_PUBLIC_KEY: pem.replaceAll('\n', '\\n') })).toMatchObject({
    right: { key: { _tag: 'public-key', pem } },
  })
  expect(gatewayConfig({ PARLEY_MAY_ADD: 'acquainted' })).toMatchObject({
    right: { mayAdd: { tenants: new Map(), others: 'acquainted' } },
  })
  expect(gatewayConfig({ PARLEY_RECEIPTS_MEMBERS: '20' })).toMatchObject({ right: { mostForReceipts: 20 } })
  expect(gatewayConfig({ PARLEY_JWKS_URL: 'https://id.example/keys' })).toMatchObject({
    right: { key: { _tag: 'jwks', url: 'https://id.example/keys' } },
  })
})

test.each([
  ['PORT', '65536'],
  ['PORT', 'http'],
  ['HOST', 'a b'],
  ['PARLEY_JWT_SECRET', 'too short'],
  ['PARLEY_JWT_PUBLIC_KEY', 'AAAA'],
  ['PARLEY_JWT_PUBLIC_KEY', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ['PARLEY_JWKS_URL', 'id.example'],
  ['PARLEY_MAY_ADD', 'friends'],
  ['PARLEY_RECEIPTS_MEMBERS', '1001'],
  ['PARLEY_RECEIPTS_MEMBERS', 'some'],
  ['PARLEY_ORIGINS', 'forum.example'],
  ['PARLEY_ORIGINS', 'https://forum.example/path'],
])('GWS-3: a variable that can’t be used is named, and its value is not: %s', (name, value) => {
  const config = gatewayConfig({ [name]: value })
  const words = E.isLeft(config) ? explainConfig(config.left) : ''
  expect(words).toMatch(new RegExp(`^${name} is not `))
  expect(words).not.toContain(value)
})

test('GWS-4: without a key it listens on no address that others reach', () => {
  for (const HOST of ['0.0.0.0', '::', '192.168.1.2', 'chat.example']) {
    const config = gatewayConfig({ HOST })
    expect(E.isLeft(config) && explainConfig(config.left)).toContain('PARLEY_JWT_SECRET')
    expect(gatewayConfig({ HOST, PARLEY_JWT_SECRET: secret })).toMatchObject({ _tag: 'Right' })
  }
  for (const HOST of ['localhost', '127.0.0.1', '::1'])
    expect(gatewayConfig({ HOST })).toMatchObject({ right: { host: HOST, key: undefined } })
})

test('GWS-5: two keys are one too many', () => {
  expect(gatewayConfig({ PARLEY_JWT_SECRET: secret, PARLEY_JWT_PUBLIC_KEY: pem })).toMatchObject({
    left: { _tag: 'BadConfig' },
  })
})

test('GW-67: limits are changed one by one, and what is not named stays as it is', () => {
  const list = 'commands.person=200/20, queries.tenant=off, sessions.address=7, sessions.person=off'
  const config = gatewayConfig({ PARLEY_LIMITS: list })
  expect(config).toMatchObject({
    right: {
      limits: { rates: defaultRates, sessionsOf: { person: Infinity, address: 7 } },
      engineLimits: {
        rates: {
          ...engineRates,
          commands: { ...engineRates.commands, person: { burst: 200, perSecond: 20 } },
          queries: { ...engineRates.queries, tenant: unlimited },
        },
      },
    },
  })
  expect(gatewayConfig({ PARLEY_LIMITS: 'off' })).toMatchObject({
    right: {
      limits: { rates: noRates, sessionsOf: { person: Infinity, tenant: Infinity, address: Infinity } },
      engineLimits: { rates: noEngineRates },
    },
  })
  expect(gatewayConfig({ PARLEY_PROXIES: '10.0.0.0/8, ::1' })).toMatchObject({
    right: { proxies: ['10.0.0.0/8', '::1'] },
  })
})

test.each([
  ['PARLEY_LIMITS', 'commands.person'],
  ['PARLEY_LIMITS', 'commands.person=10'],
  ['PARLEY_LIMITS', 'commands.person=0/1'],
  ['PARLEY_LIMITS', 'commands.everybody=1/1'],
  ['PARLEY_LIMITS', 'thoughts.person=1/1'],
  ['PARLEY_LIMITS', 'constructor.person=1/1'],
  ['PARLEY_LIMITS', 'sessions.person=1/1'],
  ['PARLEY_LIMITS', 'commands.person=1/1,'],
  ['PARLEY_PROXIES', 'proxy.example'],
  ['PARLEY_PROXIES', '10.0.0.0/33'],
])('GW-67: what can’t be read of a limit is named, and nothing starts: %s=%s', (name, value) => {
  const config = gatewayConfig({ [name]: value })
  const words = E.isLeft(config) ? explainConfig(config.left) : ''
  expect(words).toMatch(new RegExp(`^${name} is not a list`))
})
