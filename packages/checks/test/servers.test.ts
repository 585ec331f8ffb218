import { expect, test } from 'vitest'
import { serverLines } from '../src/servers.ts'

test('a run says which servers it had: its own, unless the environment names others', () => {
  expect(serverLines({ EVENTSTORE_TEST_URL: '' })).toEqual([
    "servers Postgres: the tests' own, a real one",
    "servers EventStoreDB: the tests' own, which only speaks like one; none of EVENTSTORE_TEST_URL, which is not set; none of EVENTSTORE_TEST_CLUSTER, which is not set",
    'servers the log of the engine under test: Postgres',
  ])
})

test('a run says which servers it had: those that are named, without what their addresses hold', () => {
  const lines = serverLines({
    PARLEY_TEST_DATABASE_URL: 'postgres://ann:secret@h/d',
    EVENTSTORE_TEST_URL: 'esdb://ann:secret@h',
    EVENTSTORE_TEST_CLUSTER: 'esdb://ann:secret@h,i,j',
    PARLEY_TEST_LOG: 'eventstoredb',
  })
  expect(lines).toEqual([
    'servers Postgres: that of PARLEY_TEST_DATABASE_URL',
    "servers EventStoreDB: the tests' own, which only speaks like one; that of EVENTSTORE_TEST_URL; that of EVENTSTORE_TEST_CLUSTER",
    'servers the log of the engine under test: EventStoreDB, that of EVENTSTORE_TEST_URL',
  ])
})
