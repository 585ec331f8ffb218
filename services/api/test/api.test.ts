import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifier } from '@parley/auth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api, type ApiOptions, isLoopback } from '../src/index.ts'

const secret = 'a secret of at least thirty-two bytes'
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const healthy = { live: true, ready: true, wrong: [], parts: { gateway: { sessions: 3 } } }
const unread = { name: 'log', says: 'The log can not be read.', since: '2026-03-01T12:00:00.000Z' }

let folder: string
const stops: Array<() => Promise<void>> = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'))
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'not for you')
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Parley</title>')
  writeFileSync(join(folder, 'page', '.env'), 'not for you')
  writeFileSync(join(folder, 'page', 'assets', 'index-abc123.js'), `export {} ${'//'.repeat(1_000)}`)
})
afterAll(async () => {
  for (const stop of stops) await stop()
  rmSync(folder, { recursive: true })
})

interface HttpAnswer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  readonly text: string
  readonly json: () => unknown
}
interface Asked {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

const serve = async (options: Partial<ApiOptions> = {}) => {
  const server = createServer(api({ health: () => healthy, log, ...options }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  // Not `fetch`, which would tidy up paths and not let `Host` be said.
  const ask = (path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          text += part
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            text,
            json: (): unknown => JSON.parse(text),
          }),
        )
      })
      asked.on('error', reject)
      asked.end(body)
    })
  const token = (body: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> =>
    ask('/dev/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { ask, token, port }
}

test('API-1, API-10: /health and /ready tell how it is, each with its own status', async () => {
  const { ask } = await serve()
  const answer = await ask('/health')
  expect(answer.status).toBe(200)
  expect(answer.json()).toEqual({ ok: true, ...healthy })
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' })
  expect((await ask('/ready')).json()).toEqual({ ready: true, wrong: [] })

  const busy = { live: true, ready: false, wrong: [unread], parts: {} }
  const mending = await serve({ health: () => Promise.resolve(busy) })
  expect(await mending.ask('/health').then(({ status }) => status)).toBe(200)
  expect((await mending.ask('/health')).json()).toEqual({ ok: false, ...busy })
  expect(await mending.ask('/ready').then(({ status }) => status)).toBe(503)
  expect((await mending.ask('/ready')).json()).toEqual({ ready: false, wrong: [unread] })

  // Something may be wrong, and it serves all the same.
  const partial = { live: true, ready: true, wrong: [unread], parts: {} }
  const serving = await serve({ health: () => partial })
  expect((await serving.ask('/health')).json()).toEqual({ ok: false, ...partial })
  expect((await serving.ask('/ready')).status).toBe(200)
  expect((await serving.ask('/ready')).json()).toEqual({ ready: true, wrong: [unread] })

  const dead = await serve({ health: () => ({ live: false, ready: false, wrong: [unread], parts: {} }) })
  expect((await dead.ask('/health')).status).toBe(503)
  expect((await dead.ask('/ready')).status).toBe(503)
})

test('API-1: a failure of ours is an answer too', async () => {
  for (const health of [
    () => Promise.reject(new Error('secret')),
    () => {
      throw new Error('secret')
    },
  ]) {
    const { ask } = await serve({ health })
    const answer = await ask('/health')
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('secret')
  }
})

test('API-2: a development token is one for the name that was asked for', async () => {
  const { token } = await serve({ developmentSecret: secret })
  const answer = await token({ name: 'Ada Łovelace' })
  expect(answer.status).toBe(200)
  const body = answer.json()
  expect(body).toEqual({ token: expect.any(String), userId: 'Ada Łovelace', tenantId: 'default' })
  const handed = typeof body === 'object' && body !== null && 'token' in body ? String(body.token) : ''
  expect(await verifier({ _tag: 'secret', secret }).verify(handed)()).toMatchObject({
    right: { actor: { userId: 'Ada Łovelace', tenantId: 'default' } },
  })
})

test('API-2 NAME-11: a development token is for the name in its one spelling', async () => {
  const { token } = await serve({ developmentSecret: secret })
  expect((await token({ name: ' Zoe\u0308 ' })).json()).toMatchObject({ userId: 'Zoë' })
})

test('API-2: without a development secret there is none', async () => {
  const { token } = await serve()
  expect((await token({ name: 'ada' })).status).toBe(404)
})

test.each([
  ['no JSON', '{', 400, { error: 'The body is not JSON.' }],
  ['no object', '3', 400, { error: 'The body has to be a object.', path: '' }],
  ['no name', {}, 400, { path: 'name', expected: 'UserId' }],
  ['a blank name', { name: ' \u200b' }, 400, { path: 'name', expected: 'UserId' }],
  ['a name that is none', { name: '' }, 400, { path: 'name', expected: 'UserId' }],
  [
    'an own name',
    { name: 'Parley:x' },
    400,
    { path: 'name', expected: 'a name that does not begin with parley:' },
  ],
  ['too much', { name: 'a', padding: 'x'.repeat(10_000) }, 413, {}],
])('API-3 NAME-10 AUTH-15: a wish that is none is told what is wrong: %s', async (_, body, status, told) => {
  const { token } = await serve({ developmentSecret: secret })
  const answer = await token(body)
  expect(answer.status).toBe(status)
  expect(answer.json()).toMatchObject(told)
})

test('API-4: no page from elsewhere gets a token', async () => {
  const { token, ask, port } = await serve({ developmentSecret: secret })
  const refused: ReadonlyArray<Record<string, string>> = [
    { host: 'evil.example' },
    { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
    { host: '127.0.0.1.evil.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ]
  for (const headers of refused) expect((await token({ name: 'eve' }, headers)).status).toBe(403)
  const form = { 'content-type': 'text/plain' }
  expect((await token({ name: 'eve' }, form)).status).toBe(415)
  expect((await ask('/dev/token')).status).toBe(405)
  const own: ReadonlyArray<Record<string, string>> = [
    { host: `localhost:${port}`, origin: `http://localhost:${port}` },
    { host: `[::1]:${port}` },
    { 'content-type': 'application/json; charset=utf-8' },
  ]
  for (const headers of own) expect((await token({ name: 'ada' }, headers)).status).toBe(200)
})

test('API-5: the page’s files are served, those with their content in their names for ever', async () => {
  const { ask } = await serve({ page: join(folder, 'page') })
  const page = await ask('/')
  expect(page.text).toContain('Parley')
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'self'"),
  })
  const script = await ask('/assets/index-abc123.js')
  expect(script.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  const etag = String(page.headers['etag'])
  expect((await ask('/', { headers: { 'if-none-match': etag } })).status).toBe(304)
  const packed = await ask('/assets/index-abc123.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(Number(packed.headers['content-length'])).toBeLessThan(Number(script.headers['content-length']))
  expect((await ask('/', { method: 'HEAD' })).text).toBe('')
})

test('API-5: the page is at / alone, and what is not there is not the page', async () => {
  const { ask } = await serve({ page: join(folder, 'page') })
  expect((await ask('/?x=1')).text).toContain('Parley')
  const none = [
    '/metrics',
    '/channels/42?x=1',
    '/healthz',
    '/index',
    '/assets',
    '/assets/index-old.js',
    '/ws',
  ]
  for (const path of none) {
    const { status, headers } = await ask(path)
    expect([path, status, headers['content-type']]).toEqual([path, 404, 'application/json; charset=utf-8'])
  }
  expect((await ask('/', { method: 'DELETE' })).status).toBe(404)
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '//secret.txt',
  '/.env',
  '/assets/../../secret.txt',
  '/%',
  '/%00',
])('API-6: no path leads out of the page’s folder: %s', async (path) => {
  const { ask } = await serve({ page: join(folder, 'page') })
  const answer = await ask(path)
  expect(answer.text).not.toContain('not for you')
  expect(answer.status === 404 || answer.text.includes('Parley')).toBe(true)
})

test('API-7: what is nowhere is 404, as JSON', async () => {
  const { ask } = await serve()
  const answer = await ask('/nowhere')
  expect(answer.status).toBe(404)
  expect(answer.json()).toEqual({ error: 'There is nothing here.' })
})

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['parley.localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
])('API-4: what is this machine alone: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
