import { channelIdOf, mainFeed, messageIdOf } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import * as t from 'io-ts'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cut, placed } from './harness.ts'
import { type Searching, searching } from './search-harness.ts'

const { acme, ada } = sample
const many = 2_000

/** A channel of so many messages, all of which say the one word, and one of which the other. */
const history = () => {
  const world = sample.emptyWorld()
  const named = (n: number) => ({
    tenantId: acme,
    by: ada,
    commandId: sample.commandId(`c${n}`),
    at: sample.at(n),
  })
  const channelId = channelIdOf(acme, ada, named(0).commandId)
  const [name, description] = [sample.channelName('general'), sample.description('')]
  const told = { channelId, channelType: 'standard', name, description, members: [] } as const
  sample.submit(world, { type: 'CreateChannel', ...named(0), ...told })
  for (let n = 1; n <= many; n += 1) {
    const messageId = messageIdOf(acme, channelId, ada, named(n).commandId)
    const body = sample.text(n === 7 ? 'often and seldom' : 'often')
    const said = { channelId, messageId, feedId: mainFeed, parentId: null, body }
    sample.submit(world, { type: 'SendMessage', ...named(n), ...said })
  }
  return placed(world.events)
}

interface Node {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Relation Name'?: string
  readonly Plans?: Array<Node>
}
const Node: t.Type<Node> = t.recursion('Node', () =>
  t.intersection([
    t.type({ 'Node Type': t.string, 'Actual Rows': t.number, 'Actual Loops': t.number }),
    t.partial({ 'Relation Name': t.string, Plans: t.array(Node) }),
  ]),
)
const Explained = t.tuple([t.type({ 'QUERY PLAN': t.tuple([t.type({ Plan: Node })]) })])

const nodesOf = (node: Node): ReadonlyArray<Node> => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

let here: Searching
const asked: Array<[sql: string, values: Array<unknown>]> = []
beforeAll(async () => {
  here = await searching()
  const events = history()
  await here.renew(events)
  for (const batch of cut(events, [500])) await here.project(batch)
  await here.core.pool.query('vacuum analyze')
  const { pool } = here.core
  const heard = new WeakSet<PoolClient>()
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>
  pool.connect = (async () => {
    const client = await connect()
    if (heard.has(client)) return client
    heard.add(client)
    const query = client.query.bind(client) as (sql: string, values: Array<unknown>) => Promise<never>
    client.query = ((sql: string, values: Array<unknown>) => {
      asked.push([sql, values])
      return query(sql, values)
    }) as typeof client.query
    return client
  }) as typeof pool.connect
})
afterAll(() => here.close())

/** The plans of what a search asks of the tables that grow, as it asks it. */
const plansOf = async (text: string): Promise<ReadonlyArray<Node>> => {
  asked.length = 0
  await here.ask(ada, { text, limit: 5 })
  const statements = asked.filter(([sql]) => /^\s*select\b[^]*messages/.test(sql))
  const client = await here.core.pool.connect()
  const plans: Array<Node> = []
  await client.query(`select set_config('enable_bitmapscan', 'on', false)`)
  for (const [sql, values] of statements) {
    const { rows }: { rows: unknown } = await client.query(`explain (analyze, format json) ${sql}`, values)
    if (!Explained.is(rows)) throw new Error('no plan')
    plans.push(rows[0]['QUERY PLAN'][0].Plan)
  }
  client.release(true)
  return plans.flatMap(nodesOf)
}

test.each(['often', 'seldom', 'eldo', 'se'])(
  'SEARCH-15: no plan of a search for %s goes through a table that grows',
  async (text) => {
    const nodes = await plansOf(text)
    expect(nodes.filter((node) => node['Relation Name'] !== undefined).length).toBeGreaterThan(1)
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([])
  },
)

test('SEARCH-15: for what is said once hardly any rows are gone through, of however many', async () => {
  const nodes = await plansOf('seldom')
  const rows = nodes.map((node) => node['Actual Rows'] * node['Actual Loops'])
  expect(Math.max(...rows)).toBeLessThan(20)
})
