import { randomUUID } from 'node:crypto'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { openLog, type Opening, openStores, schemaOf, type Stores } from '@parley/wiring'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'

const eventStoreDb = async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  return server
}

it('ENGINE-17: an EventStoreDB that may not be read is not opened, and nothing stays connected', async () => {
  const server = await eventStoreDb()
  server.faults.allDenied = true
  const opened = openLog({ databaseUrl: '', eventStoreUrl: server.url })
  await expect(opened).rejects.toThrow(/can't be opened: EVENTSTORE_URL .*does not let Parley read/)
  await expect.poll(() => server.network.connections()).toBe(0)
})

it('ENGINE-8: where the read models are not to be reached, the log does not stay connected either', async () => {
  const server = await eventStoreDb()
  const stores = { databaseUrl: 'postgres://127.0.0.1:1/nowhere', eventStoreUrl: server.url }
  await expect(openStores(stores)).rejects.toThrow(/ECONNREFUSED/)
  expect(server.reads).toHaveLength(1)
  await expect.poll(() => server.network.connections()).toBe(0)
})

it('ENGINE-17: one that is starting is waited for', async () => {
  const server = await eventStoreDb()
  server.faults.notReady = true
  const opened = openLog({ databaseUrl: '', eventStoreUrl: server.url })
  await expect.poll(() => server.reads.length).toBeGreaterThan(0)
  server.faults.notReady = false
  await (await opened).close()
})

it('ENGINE-17: events of others that are no JSON do not keep it from being opened', async () => {
  const server = await eventStoreDb()
  const [data, metadata] = [new Uint8Array([0xff]), new Uint8Array()]
  const foreign = {
    id: randomUUID(),
    type: 'Binary',
    contentType: 'application/octet-stream',
    data,
    metadata,
  }
  server.log.append('theirs', 'any', [foreign])
  const store = await openLog({ databaseUrl: '', eventStoreUrl: server.url })
  expect(await store.readAll()()).toMatchObject({ right: [{ unreadable: 'its data are no JSON object' }] })
  await store.close()
})

const database = async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const client = new pg.Client({ connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  return { client, stores: { databaseUrl: connectionString, eventStoreUrl: undefined } }
}

const openWith = async (stores: Stores, readModels: Opening['readModels']) => {
  const { store, readSide } = await openStores(stores, readModels === undefined ? {} : { readModels })
  await readSide.close()
  await store.close()
}

it('PRJ-62: without read models of its version a tool is refused, in words, and nothing is laid out', async () => {
  const { client, stores } = await database()
  const schema = schemaOf(stores)
  const said = new RegExp(
    `no read models of this version.*schema ${schema}.*Start a projector of this version`,
  )
  await expect(openWith(stores, 'refuse')).rejects.toThrow(said)
  await openWith(stores, 'await')
  expect((await client.query('select 1 from pg_namespace where nspname = $1', [schema])).rows).toEqual([])
  await openWith(stores, 'build')
  await openWith(stores, 'refuse')
})

it('PRJ-60: whoever starts leaves read models that are not whole as they are, and says how they are made anew', async () => {
  const { client, stores } = await database()
  const schema = schemaOf(stores)
  await openWith(stores, 'build')
  await client.query(`drop table ${schema}.reactions`)
  await client.query(`update ${schema}.checkpoint set position = 5`)
  for (const readModels of ['build', 'refuse'] as const)
    await expect(openWith(stores, readModels)).rejects.toThrow(
      new RegExp(`missing: reactions.*drop schema "${schema}" cascade`),
    )
  await openWith(stores, 'await')
  expect((await client.query(`select position from ${schema}.checkpoint`)).rows).toEqual([{ position: '5' }])
})
