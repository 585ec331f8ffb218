import type { Query } from '@parley/contract'
import {
  certain,
  type ChannelId,
  channelIdOf,
  channelKey,
  mainFeed,
  memberKey,
  messageKey,
  type MessageId,
  messageIdOf,
  UserId,
} from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { lookUpPool, queryPool, watchHead } from '@parley/projection'
import { queries, readModels, rowSource } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generation, placed, schema } from './harness.ts'

const { acme, ada, bob } = sample
const limit = 10

/** Gives commands, each under a name and at a time of its own. */
const giving = () => {
  const world = sample.emptyWorld()
  let given = 0
  const named = (by: UserId) => {
    given += 1
    return { tenantId: acme, by, commandId: sample.commandId(`c${given}`), at: sample.at(given) }
  }
  return {
    world,
    create: (members: ReadonlyArray<UserId>): ChannelId => {
      const order = named(ada)
      const channelId = channelIdOf(acme, ada, order.commandId)
      const [name, description] = [sample.channelName('general'), sample.description('')]
      const told = { channelId, channelType: 'standard', name, description, members } as const
      sample.submit(world, { type: 'CreateChannel', ...order, ...told })
      return channelId
    },
    join: (by: UserId, channelId: ChannelId): void => {
      sample.submit(world, { type: 'JoinChannel', ...named(by), channelId })
    },
    send: (channelId: ChannelId, parentId: MessageId | null, by = ada): MessageId => {
      const order = named(by)
      const messageId = messageIdOf(acme, channelId, by, order.commandId)
      const body = sample.text('hi')
      const said = { channelId, messageId, feedId: mainFeed, parentId, body }
      sample.submit(world, { type: 'SendMessage', ...order, ...said })
      return messageId
    },
    remove: (channelId: ChannelId, messageId: MessageId, by = ada): void => {
      sample.submit(world, { type: 'DeleteMessage', ...named(by), channelId, messageId })
    },
  }
}

/** Bob in so many channels, a message in each. */
const list = (many: number) => {
  const { world, create, send } = giving()
  for (let n = 0; n < many; n += 1) send(create([bob]), null)
  return { events: world.events }
}

/**
 * A channel of so many messages, a tenth of them Bob's, half of the others replies to the first, and of so many people.
 * A tenth of all were deleted, of Bob's too.
 */
const room = (many: number) => {
  const { world, create, join, send, remove } = giving()
  const channelId = create([bob])
  const parentId = send(channelId, null)
  for (let n = 1; n < many; n += 1) {
    const by = n % 10 === 7 ? bob : ada
    const messageId = send(channelId, n % 2 === 0 ? parentId : null, by)
    if (n % 10 === 3 || n % 100 === 7) remove(channelId, messageId, by)
  }
  for (let n = 2; n < many; n += 1) join(certain(UserId, `person-${n}`), channelId)
  return { events: world.events, channelId, parentId }
}

const PlanNode: t.Type<PlanNode> = t.recursion('PlanNode', () =>
  t.intersection([
    t.type({ 'Node Type': t.string, 'Actual Rows': t.number, 'Actual Loops': t.number }),
    t.partial({
      'Relation Name': t.string,
      'Index Name': t.string,
      'Rows Removed by Filter': t.number,
      'Rows Removed by Index Recheck': t.number,
      Plans: t.array(PlanNode),
    }),
  ]),
)
interface PlanNode {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: Array<PlanNode>
}
const Explained = t.tuple([t.type({ 'QUERY PLAN': t.tuple([t.type({ Plan: PlanNode })]) })])

/** How many rows of tables and indexes a plan has gone through. */
const rowsIn = (node: PlanNode): number => {
  const isRead = node['Relation Name'] !== undefined || node['Index Name'] !== undefined
  const each =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const below = (node.Plans ?? []).map(rowsIn).reduce((sum, rows) => sum + rows, 0)
  return (isRead ? each * node['Actual Loops'] : 0) + below
}

/** Read models of these events, as they are in time: vacuumed, and known to the planner. */
const readModelsOf = async (events: ReturnType<typeof list>['events']) => {
  const here = await generation()
  await here.project(placed(events))
  for (const { table } of readModels) await here.pool.query(`vacuum analyze ${schema}.${table.name}`)
  const head = watchHead(here.database.connectionString, schema)
  const asked: Array<[sql: string, values: Array<unknown>]> = []
  const pool = queryPool(here.database.connectionString)
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (sql: string, values: Array<unknown>) => Promise<never>
    client.query = ((sql: string, values: Array<unknown>) => {
      asked.push([sql, values])
      return query(sql, values)
    }) as typeof client.query
  })
  const ask = queries({ pool, schema, head })
  const explainedBy = async (by: Pool, sql: string, values: Array<unknown>): Promise<number> => {
    const explained = await by.query(`explain (analyze, format json) ${sql}`, values)
    const plan: unknown = explained.rows
    if (!Explained.is(plan)) throw new Error('no plan')
    return rowsIn(plan[0]['QUERY PLAN'][0].Plan)
  }
  const decisions = lookUpPool(here.database.connectionString)
  return {
    /** How many rows are gone through for what a reply of Bob's is decided by. */
    decided: async ({ channelId, parentId }: Room): Promise<number> => {
      let rows = 0
      const query = async ({ text, values }: { readonly text: string; readonly values: Array<unknown> }) => {
        rows += await explainedBy(decisions, text, values)
        return decisions.query(text, values)
      }
      const source = rowSource({ pool: { query } as never, schema })
      const keys = [channelKey, memberKey(bob), messageKey(parentId)]
      const found = await source.load({ kind: 'channel', tenantId: acme, channelId }, keys)()
      if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
      return rows
    },
    /** How many rows are gone through for an answer. */
    touched: async (query: Query): Promise<number> => {
      asked.length = 0
      const answer = await ask.answer({ tenantId: acme, userId: bob }, query)()
      if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
      let rows = 0
      for (const [sql, values] of asked.filter(([text]) => /^\s*(select|with)/.test(text)))
        rows += await explainedBy(here.pool, sql, values)
      return rows
    },
    close: async () => {
      await head.close()
      await decisions.end()
      await pool.end()
      await here.close()
    },
  }
}

const [few, many] = [room(100), room(4_000)]
let rooms: readonly [Awaited<ReturnType<typeof readModelsOf>>, Awaited<ReturnType<typeof readModelsOf>>]
beforeAll(async () => {
  rooms = [await readModelsOf(few.events), await readModelsOf(many.events)]
})
afterAll(() => Promise.all(rooms.map((each) => each.close())))

type Room = ReturnType<typeof room>
const pages: ReadonlyArray<{ readonly page: string; readonly query: (of: Room) => Query }> = [
  { page: 'history', query: ({ channelId }) => ({ type: 'history', channelId, feedId: mainFeed, limit }) },
  { page: 'a thread', query: ({ channelId, parentId }) => ({ type: 'thread', channelId, parentId, limit }) },
  {
    page: 'what is unread',
    query: ({ channelId }) => ({ type: 'unread', channelId, feedId: mainFeed, limit }),
  },
  {
    page: 'what is unread of a thread',
    query: ({ channelId, parentId }) => ({ type: 'unread', channelId, feedId: mainFeed, parentId, limit }),
  },
  { page: 'the members', query: ({ channelId }) => ({ type: 'members', channelId, limit }) },
]

test.each(pages)(
  'RM-24: for a page of $page no more is gone through where there is forty times as much',
  async ({ query }) => {
    const [little, much] = [await rooms[0].touched(query(few)), await rooms[1].touched(query(many))]
    expect(little).toBeGreaterThan(limit)
    expect(much).toBeLessThanOrEqual(little * 1.2)
  },
)

test('RM-24: for the counts of a conversation few more are gone through where there is forty times as much', async () => {
  const [little, much] = [
    await rooms[0].touched({ type: 'conversation', channelId: few.channelId }),
    await rooms[1].touched({ type: 'conversation', channelId: many.channelId }),
  ]
  // Of the replies both go through the latest 200, of which the small one has a few less.
  expect(little).toBeGreaterThan(40)
  expect(much).toBeLessThan(little + 200)
})

test('RM-24: for what a send is decided by no more is gone through where there is forty times as much', async () => {
  const [little, much] = [await rooms[0].decided(few), await rooms[1].decided(many)]
  expect(little).toBeGreaterThan(2)
  expect(much).toBeLessThanOrEqual(little)
})

test('RM-24: for the first page of a conversation list few rows are gone through, in 10,000 channels too', async () => {
  const { touched, close } = await readModelsOf(list(10_000).events)
  const rows = await touched({ type: 'conversations', limit })
  await close()
  expect(rows).toBeGreaterThan(limit)
  // That somebody is in many is seen by 300 of their memberships.
  expect(rows).toBeLessThan(1_000)
})
