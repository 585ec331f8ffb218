import {
  activate,
  dropGeneration,
  generationInUse,
  generationOf,
  inBoth,
  diffGenerations,
  isProjected,
  latestActs,
  pauseGeneration,
  readCheckpoint,
  registerGeneration,
  resumeGeneration,
  revert,
  watchHead,
} from '@parley/projection'
import { audit, followGenerations, levelling, ownGeneration } from '@parley/projector'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { append, chatter, type Engine, engine } from './harness.ts'

let here: Engine
beforeEach(async () => {
  here = await engine()
})
afterEach(() => here.close())

const own = ownGeneration()
const build = own.schema
const second = { ...own, schema: `${build}_2` }
const by = 'ada'

/** The projectors of this build, as a service runs them; they look often. */
const following = (warnings: Array<string> = []) => {
  const { connectionString } = here.database
  const followers = followGenerations({
    store: here.store,
    connectionString,
    lookEvery: 20,
    warn: (line) => warnings.push(line),
  })
  onTestFinished(followers.stop)
  return followers
}

const at = (schema: string): Promise<number> => readCheckpoint(here.pool, schema).catch(() => -1)

/** This build's own generation and a copy of it, both followed, with some messages in them. */
const two = async (messages = 60) => {
  const events = chatter(messages)
  const warnings: Array<string> = []
  const followers = following(warnings)
  const end = await append(here.store, events.slice(0, 40))
  await expect.poll(() => at(build)).toBe(end)
  await registerGeneration(here.pool, second, build, 'followed')
  // It is there once somebody has built it: until then the control schema knows nothing of it.
  const builder = here.start({ generation: second })
  await expect.poll(() => at(second.schema)).toBe(end)
  await builder.stop()
  await expect.poll(() => followers.following()).toEqual([build, second.schema])
  await expect.poll(() => isProjected(here.pool, second.schema)).toBe(true)
  return { followers, warnings, rest: events.slice(40), end }
}

const activating = { own, build, schema: second.schema, by }

/** What readers of this build have of it: the one in use. */
const reader = () => {
  const head = watchHead(here.database.connectionString, build, 60_000, async (client) => {
    const { schema } = await generationInUse(client, own)
    return schema
  })
  onTestFinished(head.close)
  return head
}

test('GEN-1, GEN-5: a copy that is to be followed is followed beside its build’s own, and left when it is paused', async () => {
  const { followers, rest } = await two()
  const end = await append(here.store, rest.slice(0, 10))
  await expect.poll(() => at(second.schema)).toBe(end)
  expect(await pauseGeneration(here.pool, { schema: second.schema, by })).toEqual(E.right(undefined))
  await expect.poll(() => followers.following()).toEqual([build])
  const later = await append(here.store, rest.slice(10))
  await expect.poll(() => at(build)).toBe(later)
  expect(await at(second.schema)).toBe(end)
  expect(await resumeGeneration(here.pool, { schema: second.schema, by })).toEqual(E.right(undefined))
  await expect.poll(() => at(second.schema)).toBe(later)
  for (const schema of [build, second.schema]) expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('GEN-5: a copy that can not be gone on with is a warning, and what is in use goes on', async () => {
  const { followers, warnings, rest } = await two()
  await here.pool.query(`drop table ${second.schema}.members`)
  await here.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley projector'`,
  )
  const end = await append(here.store, rest)
  await expect.poll(() => at(build)).toBe(end)
  await expect.poll(() => warnings.join('\n')).toContain(`Schema ${second.schema} is followed no more`)
  expect(followers.progress().failure).toBeUndefined()
})

test('GEN-1: where the control schema may not be made, a build follows its own generation', async () => {
  const user = `limited_${Date.now()}`
  const database = new URL(here.database.connectionString)
  await here.pool.query(
    `create role ${user} login password 'limited'; create schema ${build} authorization ${user}`,
  )
  database.username = user
  database.password = 'limited'
  const followers = followGenerations({ store: here.store, connectionString: database.href })
  try {
    const end = await append(here.store, chatter(3))
    await expect.poll(() => at(build)).toBe(end)
    expect(followers.following()).toEqual([build])
  } finally {
    await followers.stop()
    await here.pool.query(`drop owned by ${user} cascade; drop role ${user}`)
  }
})

test('GEN-1, GEN-2: a control schema of another version tells nothing, and stays', async () => {
  await here.pool.query(
    'create schema parley_control; create table parley_control.control (format int); insert into parley_control.control values (99)',
  )
  expect(await generationInUse(here.pool, own)).toEqual(own)
  await expect(registerGeneration(here.pool, own, build, 'followed')).rejects.toThrow(/does not exist/)
})

test('GEN-2, GEN-3, GEN-4, GEN-30, GEN-33: readers are moved to a copy and know how far that is, with a receipt', async () => {
  const { rest, end } = await two()
  const head = reader()
  expect(await head.reached(end, 30_000)).toBe(true)
  const receipt = await activate(here.pool, activating)
  if (E.isLeft(receipt)) throw new Error(receipt.left)
  expect(receipt.right).toMatchObject({
    from: build,
    to: second.schema,
    positions: [end, end],
    differences: 0,
    pushes: { missed: 0, repeated: 0 },
  })
  expect(receipt.right.tables.find(({ table }) => table === 'messages')).toMatchObject({
    one: { rows: 40 - 4 },
    other: { rows: 40 - 4 },
    added: 0,
  })
  await expect.poll(head.schema).toBe(second.schema)
  const later = await append(here.store, rest)
  expect(await head.reached(later, 30_000)).toBe(true)
  expect(await at(second.schema)).toBe(later)
  const [act] = await latestActs(here.pool, 1)
  expect(act).toMatchObject({ by, act: 'activate', schema: second.schema, detail: receipt.right })
})

test('GEN-32: readers go back to the former at once, and without it are refused', async () => {
  const { followers } = await two()
  expect(await revert(here.pool, { build, by })).toEqual(
    E.left(expect.stringContaining('nothing else before')),
  )
  const head = reader()
  await activate(here.pool, activating)
  await expect.poll(head.schema).toBe(second.schema)
  const began = performance.now()
  const back = await revert(here.pool, { build, by })
  await expect.poll(head.schema).toBe(build)
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(back).toMatchObject(E.right({ from: second.schema, to: build, differences: null }))
  expect(await pauseGeneration(here.pool, { schema: second.schema, by })).toEqual(E.right(undefined))
  await expect.poll(() => followers.following()).toEqual([build])
  expect(await revert(here.pool, { build, by })).toEqual(E.left(expect.stringContaining('Resume it first')))
})

test('GEN-31: what no projector is at work on, is paused, is in use, or has another layout, is not activated', async () => {
  const { followers } = await two()
  const refused = async (options: Partial<typeof activating>): Promise<unknown> => {
    const answer = await activate(here.pool, { ...activating, ...options })
    return E.isLeft(answer) ? answer.left : answer
  }
  expect(await refused({ schema: 'parley_none' })).toContain('no generation parley_none')
  expect(await refused({ schema: build })).toContain('in use already')
  expect(await refused({ build: 'parley_none' })).toContain('no build parley_none')
  expect(await refused({ own: { ...own, layout: '0123456789ab' } })).toContain('other tables')
  await pauseGeneration(here.pool, { schema: second.schema, by })
  expect(await refused({})).toContain('is paused')
  await expect.poll(() => followers.following()).toEqual([build])
  await resumeGeneration(here.pool, { schema: second.schema, by })
  await expect.poll(() => isProjected(here.pool, second.schema)).toBe(true)
  await followers.stop()
  expect(await refused({})).toContain('no projector is at work')
  expect(await generationInUse(here.pool, own)).toEqual(own)
})

test('GEN-31: a generation that is behind the one in use is not activated', async () => {
  const { followers, rest } = await two()
  const holding = await here.pool.connect()
  try {
    await holding.query(`begin; select from ${second.schema}.checkpoint for update`)
    const end = await append(here.store, rest)
    await expect.poll(() => at(build)).toBe(end)
    expect(await activate(here.pool, activating)).toEqual(
      E.left(expect.stringContaining('has not caught up')),
    )
  } finally {
    holding.release(true)
  }
  await expect.poll(() => followers.progress().position).toBeGreaterThan(0)
})

test('GEN-2: a pointer to a generation that was dropped by hand counts for nothing', async () => {
  const { followers } = await two()
  const head = reader()
  await activate(here.pool, activating)
  await expect.poll(head.schema).toBe(second.schema)
  await followers.stop()
  await here.pool.query(`drop schema ${second.schema} cascade`)
  expect(await head.look()).toBe(build)
})

test('GEN-5: a build whose readers read a copy does not make its own anew where that was dropped', async () => {
  const { followers, rest } = await two()
  await activate(here.pool, activating)
  await pauseGeneration(here.pool, { schema: build, by })
  await expect.poll(() => followers.following()).toEqual([second.schema])
  expect(await dropGeneration(here.pool, { schema: build, build, by })).toEqual(E.right(undefined))
  await followers.stop()
  const again = following()
  const end = await append(here.store, rest)
  await expect.poll(() => again.progress().position).toBe(end)
  expect(again.following()).toEqual([second.schema])
  expect(await at(build)).toBe(-1)
})

test('GEN-40: the generation in use, and one at which a projector is at work, are not dropped', async () => {
  const { followers } = await two()
  const drop = (schema: string) => dropGeneration(here.pool, { schema, build, by })
  expect(await drop(build)).toEqual(E.left(expect.stringContaining('in use')))
  expect(await drop(second.schema)).toEqual(E.left(expect.stringContaining('a projector is at work')))
  expect(await drop('public')).toEqual(E.left(expect.stringContaining('no read models')))
  await activate(here.pool, activating)
  expect(await drop(second.schema)).toEqual(E.left(expect.stringContaining('in use')))
  await pauseGeneration(here.pool, { schema: build, by })
  await expect.poll(() => followers.following()).toEqual([second.schema])
  expect(await drop(build)).toEqual(E.right(undefined))
  expect(await at(build)).toBe(-1)
  expect(await revert(here.pool, { build, by })).toEqual(
    E.left(expect.stringContaining('nothing else before')),
  )
})

test('GEN-14: the generation in use is not paused, nor is one that nobody knows', async () => {
  await two()
  const pausing = (schema: string) => pauseGeneration(here.pool, { schema, by })
  expect(await pausing(build)).toEqual(E.left(expect.stringContaining('in use')))
  expect(await pausing('parley_none')).toEqual(E.left(expect.stringContaining('no generation')))
  expect(await resumeGeneration(here.pool, { schema: build, by })).toEqual(
    E.left(expect.stringContaining('not paused')),
  )
})

test('GEN-20: rows that one has and the other has not, or has otherwise, are counted and sampled', async () => {
  const { followers } = await two()
  await followers.stop()
  await here.pool.query(`delete from ${second.schema}.members where user_id = 'bob'`)
  await here.pool.query(`delete from ${build}.messages where segment = 1`)
  await here.pool.query(
    `update ${second.schema}.messages set reply_count = 7, edited_at = sent_at where segment < 4`,
  )
  const diffs = await inBoth(here.pool, [build, second.schema], (client) =>
    diffGenerations(client, [build, second.schema], own.tables, 10),
  )
  const differing = diffs.filter(({ added, gone, changed }) => added + gone + changed > 0)
  expect(differing).toMatchObject([
    { table: 'members', added: 0, gone: 1, changed: 0, samples: [{ kind: 'gone', one: { user_id: 'bob' } }] },
    { table: 'messages', added: 1, gone: 0, changed: 2, columns: { reply_count: 2, edited_at: 2 } },
  ])
  expect(differing[1]?.samples).toHaveLength(3)
  expect(differing[1]?.samples).toContainEqual(
    expect.objectContaining({ kind: 'changed', columns: ['edited_at', 'reply_count'] }),
  )
})

test('GEN-20: two generations are compared at one position while both follow a log that grows', async () => {
  const { rest } = await two(3_000)
  let over = false
  const appending = (async () => {
    for (const event of rest) {
      await append(here.store, [event])
      if (!over) await new Promise((resolve) => setTimeout(resolve, 1))
    }
  })()
  const found: Array<readonly [number, number]> = []
  const differing: Array<number> = []
  for (let n = 0; n < 10; n++) {
    await inBoth(
      here.pool,
      [build, second.schema],
      async (client, positions) => {
        found.push(positions)
        const diffs = await diffGenerations(client, [build, second.schema], own.tables, 0)
        differing.push(diffs.filter(({ added, gone, changed }) => added + gone + changed > 0).length)
      },
      { level: levelling(here.store) },
    )
  }
  const meanwhile = found.at(-1)?.[0]
  over = true
  await appending
  expect(found.filter(([one, other]) => one !== other)).toEqual([])
  expect(differing).toEqual(found.map(() => 0))
  expect(meanwhile).toBeGreaterThan(found[0]?.[0] ?? 0)
  await expect.poll(() => at(second.schema)).toBe(40 + rest.length)
  await expect.poll(() => at(build)).toBe(40 + rest.length)
  for (const schema of [build, second.schema]) expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('GEN-2: layouts tell tables and events apart, and not what projections make of them', () => {
  const written = own.tables.map((table) => ({ table, version: 1 }))
  const content = { written, read: ['A@1'] }
  const raised = { ...content, written: written.map((each) => ({ ...each, version: 2 })) }
  const generation = generationOf(content)
  expect(generationOf(raised).fingerprint).not.toBe(generation.fingerprint)
  expect(generationOf(raised).layout).toBe(generation.layout)
  expect(generationOf({ ...content, read: ['A@2'] }).layout).not.toBe(generation.layout)
  expect(generationOf({ ...content, written: written.slice(1) }).layout).not.toBe(generation.layout)
  expect(generationOf(content, 'parley_eventstoredb').layout).not.toBe(generation.layout)
})
