import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { ServerCredentials } from '@grpc/grpc-js'
import { SubscriptionFailed } from '@parley/event-store'
import { left, pullToEnd, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { everyCall, told } from './support/every-call.ts'
import { openServer, openStore } from './support/on-server.ts'

const file = (name: string): string => fileURLToPath(new URL(`support/${name}`, import.meta.url))
const certificate = file('localhost.cert.pem')
const privateKey = file('localhost.key.pem')
const keys = { cert_chain: readFileSync(certificate), private_key: readFileSync(privateKey) }
const trusted = `tlsCAFile=${encodeURIComponent(certificate)}`

/** A server with TLS that knows one user; gives its host and port. */
const secured = async () => {
  const server = await openServer({ credentials: ServerCredentials.createSsl(null, [keys]) })
  server.faults.user = 'ann:s3cr:t'
  return { server, address: `127.0.0.1:${server.network.port}` }
}

/** A file that is gone after the test. */
const temporary = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-secured-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'file.pem')
  writeFileSync(path, text)
  return path
}

/** What is printed as a warning until the test is over. */
const warnings = () => {
  const printed = vi.spyOn(console, 'warn').mockReturnValue()
  onTestFinished(() => printed.mockRestore())
  return printed
}

const failing = (store: ReturnType<typeof openStore>): Promise<unknown> =>
  pullToEnd(store.subscribe()).catch((error: unknown) => error)

describe('a secured server', () => {
  it.each([
    ['as it has to be written', 'ann:s3cr%3At'],
    ['with the colon of the password as it is', 'ann:s3cr:t'],
  ])('LOG-ES-3: TLS and credentials of the connection string go with every call, %s', async (_, user) => {
    const { address } = await secured()
    const store = openStore(`esdb://${user}@${address}?${trusted}`)
    expect((await right(store.append('s', 'any', someEvents(2)))).revision).toBe(1)
    expect(await right(store.readStream('s'))).toHaveLength(2)
    expect(await right(store.readAll())).toHaveLength(2)
    expect(await pullToEnd(store.subscribe())).toHaveLength(2)
    await right(store.setStreamMetadata('s', { maxCount: 1 }))
    expect(await right(store.streamMetadata('s'))).toEqual({ maxCount: 1 })
    await right(store.deleteStream('s', 'any'))
  })

  it('LOG-ES-3: nodes that are found by gossip are spoken to with TLS and credentials too', async () => {
    const members = () => [{ port, state: 'leader' as const, alive: true }]
    const server = await openServer({ credentials: ServerCredentials.createSsl(null, [keys]), members })
    const { port } = server.network
    server.faults.user = 'ann:s3cr:t'
    const store = openStore(`esdb+discover://ann:s3cr:t@127.0.0.1:${port}?${trusted}`)
    expect((await right(store.append('s', 'any', someEvents(2)))).revision).toBe(1)
    expect(await pullToEnd(store.subscribe())).toHaveLength(2)
  })

  it.each([
    ['the wrong password', 'ann:wrong@'],
    ['nobody', ''],
  ])('LOG-ES-11: %s is access denied, by each call and by subscriptions', async (_, user) => {
    const { address } = await secured()
    const store = openStore(`esdb://${user}${address}?${trusted}`)
    for (const task of everyCall(store)) expect(await told(task)).toMatchObject({ _tag: 'AccessDenied' })
    const failed = await failing(store)
    expect(failed).toBeInstanceOf(SubscriptionFailed)
    expect(failed).toMatchObject({ reason: { _tag: 'AccessDenied' } })
  })

  it('LOG-ES-11: who may not read all streams is told so, and has the single ones', async () => {
    const { server, address } = await secured()
    server.faults.allDenied = true
    const store = openStore(`esdb://ann:s3cr:t@${address}?${trusted}`)
    await right(store.append('s', 'no-stream', someEvents(2)))
    expect(await right(store.readStream('s'))).toHaveLength(2)
    expect(await left(store.readAll())).toMatchObject({ _tag: 'AccessDenied' })
    expect(await failing(store)).toMatchObject({ reason: { _tag: 'AccessDenied' } })
  })

  it.each([
    ['nothing vouches for', () => ''],
    [
      'another authority vouches for',
      () => `?tlsCAFile=${encodeURIComponent(temporary(rootCertificates[0] ?? ''))}`,
    ],
  ])('LOG-ES-3: a server that %s is not spoken to, and the cause says why', async (_, query) => {
    const { address } = await secured()
    const store = openStore(`esdb://ann:s3cr:t@${address}${query()}`, { retryFor: 500 })
    for (const task of everyCall(store)) {
      const cause: unknown = expect.stringMatching(/certificate/)
      expect(await told(task)).toMatchObject({ _tag: 'Unavailable', cause })
    }
  })

  it('LOG-ES-3: with `tlsVerifyCert=false` any certificate does, and nothing is printed', async () => {
    const { address } = await secured()
    const printed = warnings()
    const store = openStore(`esdb://ann:s3cr:t@${address}?tlsVerifyCert=false&keepAliveInterval=20000`)
    expect((await right(store.append('s', 'any', someEvents(1)))).revision).toBe(0)
    expect(printed).not.toHaveBeenCalled()
  })

  it('LOG-ES-3: an option that is not known is printed, and the password is not', () => {
    const printed = warnings()
    openStore('esdb://ann:s3cr:t@127.0.0.1:1?tls=false&unheardOf=1')
    expect(printed.mock.calls.join('\n')).toMatch(/^(?!.*s3cr)[^]*unheardOf/)
  })

  it('LOG-ES-3: a certificate of the client is shown to a server that asks for one', async () => {
    const credentials = ServerCredentials.createSsl(keys.cert_chain, [keys], true)
    const { network } = await openServer({ credentials })
    const address = `esdb://127.0.0.1:${network.port}?${trusted}`
    const own = `userCertFile=${encodeURIComponent(certificate)}&userKeyFile=${encodeURIComponent(privateKey)}`
    expect((await right(openStore(`${address}&${own}`).append('s', 'any', someEvents(1)))).revision).toBe(0)
    const without = openStore(address, { retryFor: 50 })
    expect(await left(without.readAll())).toMatchObject({ _tag: 'Unavailable' })
  })

  it('LOG-ES-3: files that do not do are said at once, not by every call', () => {
    const at = (query: string) => () => openStore(`esdb://127.0.0.1:1?${query}`)
    const none = encodeURIComponent(temporary('no certificate'))
    expect(at(`tlsCAFile=${none}`)).toThrow(/tlsCAFile/)
    expect(at(`userCertFile=${none}&userKeyFile=${none}`)).toThrow(/userCertFile/)
    expect(at(`userCertFile=${encodeURIComponent(certificate)}`)).toThrow(/userKeyFile/)
  })

  it('LOG-ES-3: credentials without TLS are not sent', async () => {
    const server = await openServer()
    server.faults.user = 'ann:secret'
    const store = openStore(server.url.replace('esdb://', 'esdb://ann:secret@'))
    expect(await left(store.readAll())).toMatchObject({ _tag: 'AccessDenied' })
    server.faults.user = undefined
    expect((await right(store.append('s', 'no-stream', someEvents(1)))).revision).toBe(0)
  })
})
