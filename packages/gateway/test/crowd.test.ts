import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { noRates } from '../src/index.ts'
import { type Served, serve } from './support/serve.ts'
import { world } from './support/world.ts'

let served: Served | undefined
afterEach(() => served?.stop())

/** The status of an attempt to connect, and what it is told of when to try again; 101: it is connected. */
const attempt = (port: number, headers: Record<string, string> = {}) =>
  new Promise<{ readonly status: number; readonly retryAfter?: string; readonly ws: WebSocket }>(
    (resolve) => {
      const ws = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers })
      ws.on('error', () => undefined)
      ws.once('open', () => resolve({ status: 101, ws }))
      ws.once('unexpected-response', (_, response) => {
        response.resume()
        const retryAfter = response.headers['retry-after']
        resolve({ status: response.statusCode ?? 0, ...(retryAfter === undefined ? {} : { retryAfter }), ws })
      })
    },
  )

test('GW-64: an address has so many connections, and another when one has ended', async () => {
  served = await serve(world(), { limits: { sessionsOf: { person: 9, tenant: 9, address: 2 } } })
  const { port, gateway } = served
  const [first, second] = [await attempt(port), await attempt(port)]
  expect([first.status, second.status]).toEqual([101, 101])
  expect(await attempt(port)).toMatchObject({ status: 429, retryAfter: '5' })
  first.ws.close()
  await new Promise((resolve) => first.ws.once('close', resolve))
  while (gateway.stats().sessions > 1) await new Promise(setImmediate)
  expect((await attempt(port)).status).toBe(101)
})

test('GW-64: an address that connects too fast is refused before there is a connection', async () => {
  const connections = { ...noRates.connections, address: { burst: 2, perSecond: 0.01 } }
  served = await serve(world(), { limits: { rates: { ...noRates, connections } } })
  const { port } = served
  expect([(await attempt(port)).status, (await attempt(port)).status]).toEqual([101, 101])
  const refused = await attempt(port)
  expect(refused.status).toBe(429)
  expect(Number(refused.retryAfter)).toBeGreaterThan(90)
})

test('GW-66: behind a trusted proxy it is the address there that counts, and from elsewhere the header is nothing', async () => {
  const connections = { ...noRates.connections, address: { burst: 1, perSecond: 0.01 } }
  const limits = { rates: { ...noRates, connections } }
  const from = (address: string) => ({ 'x-forwarded-for': address })
  served = await serve(world(), { limits, proxies: ['127.0.0.1'] })
  const { port } = served
  expect((await attempt(port, from('198.51.100.1'))).status).toBe(101)
  expect((await attempt(port, from('198.51.100.1'))).status).toBe(429)
  expect((await attempt(port, from('198.51.100.2'))).status).toBe(101)
  await served.stop()
  served = await serve(world(), { limits })
  expect((await attempt(served.port, from('198.51.100.1'))).status).toBe(101)
  expect((await attempt(served.port, from('198.51.100.2'))).status).toBe(429)
})
