import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ServerCredentials } from '@grpc/grpc-js'
import { left, pullToEnd, right, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import { openServer, openStore } from './support/on-server.ts'

const file = (name: string): string => fileURLToPath(new URL(`support/${name}`, import.meta.url))
const certificate = file('localhost.cert.pem')
const keys = { cert_chain: readFileSync(certificate), private_key: readFileSync(file('localhost.key.pem')) }

/** A server with TLS that knows one user. */
const secured = async () => {
  const server = await openServer({ credentials: ServerCredentials.createSsl(null, [keys]) })
  server.faults.user = 'ann:s3cr:t'
  return `127.0.0.1:${server.network.port}?tlsCAFile=${encodeURIComponent(certificate)}`
}

describe('a secured server', () => {
  it('LOG-ES-3: TLS and credentials of the connection string go with every call', async () => {
    const store = openStore(`esdb://ann:s3cr%3At@${await secured()}`)
    expect((await right(store.append('s', 'any', someEvents(2)))).revision).toBe(1)
    expect(await right(store.readStream('s'))).toHaveLength(2)
    expect(await pullToEnd(store.subscribe())).toHaveLength(2)
    await right(store.deleteStream('s', 'any'))
  })

  it('LOG-ES-11: the wrong password is access denied', async () => {
    const store = openStore(`esdb://ann:wrong@${await secured()}`)
    expect(await left(store.append('s', 'no-stream', someEvents(2)))).toMatchObject({ _tag: 'AccessDenied' })
    expect(await left(store.readAll())).toMatchObject({ _tag: 'AccessDenied' })
  })

  it('LOG-ES-3: a server whose certificate is not trusted is not spoken to', async () => {
    const [place] = (await secured()).split('?')
    const store = openStore(`esdb://ann:s3cr%3At@${place}`, { patience: 100 })
    expect(await left(store.append('s', 'no-stream', someEvents(2)))).toMatchObject({ _tag: 'Unavailable' })
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
