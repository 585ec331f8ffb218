import { randomUUID } from 'node:crypto'
import type { TenantId } from '@parley/domain'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { afterAll } from 'vitest'

/** A server of the file's own, for as long as its tests run. */
const own = async (): Promise<string> => {
  const server = await startTestServer()
  afterAll(() => server.close())
  return server.url
}

/**
 * The EventStoreDB that has the log of the engines under test; absent: Postgres has it. `PARLEY_TEST_LOG=eventstoredb`
 * asks for it: the server of `EVENTSTORE_TEST_URL`, or the tests' own.
 */
const asked = process.env['PARLEY_TEST_LOG'] === 'eventstoredb'
const named = process.env['EVENTSTORE_TEST_URL'] ?? ''
export const logUrl = asked ? (named === '' ? await own() : named) : undefined

/** A server that is there before and after the tests has what earlier ones wrote: here nobody of theirs is known. */
export const tenantId = (logUrl === undefined ? 'default' : `t-${randomUUID()}`) as TenantId

/** What the streams of that tenant begin with, and of those whose names go on from its own. */
export const ownStreams: ReadonlyArray<string> = [`channel-${tenantId}`, `inbox-${tenantId}`]
