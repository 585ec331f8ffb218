import { certain, Position, type TenantId } from '@parley/domain'
import { ada, bob, tenantId } from '@parley/domain/testing'
import { quiet } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test, vi } from 'vitest'
import type { Engine, EngineOptions, MayAdd, MayAddByTenant } from '../src/index.ts'
import { create, emptyReadModels, engineInMemory, eventsOf, personOf } from './support/engines.ts'

const [acme, school, club] = [tenantId('acme'), tenantId('school'), tenantId('club')]

/** Read models in which nobody shares a channel with anybody. */
const queries: EngineOptions['queries'] = {
  ...emptyReadModels,
  addingFacts: (_person, _since, people) => async () =>
    E.right({ position: certain(Position, 7), value: { begun: 0, strangers: people } }),
}

const table = (others: MayAdd, ...tenants: ReadonlyArray<readonly [TenantId, MayAdd]>): MayAddByTenant => ({
  others,
  tenants: new Map(tenants),
})

/** What Ada of a tenant gets who begins a channel with Bob of it. */
const adding = (engine: Engine, tenant: TenantId, name = 'tea') =>
  engine.execute(personOf(ada, tenant), create(name, bob))()

const refused = E.left({ _tag: 'Rejected', rejection: { _tag: 'MayNotAdd', userId: bob } })

test('CH-22: tenants of one engine have settings of their own, and what is refused says the same in all', async () => {
  const mayAdd = table('everyone', [acme, 'nobody'], [school, 'acquainted'])
  const { engine, store } = engineInMemory({ queries, mayAdd })
  expect(await adding(engine, acme)).toEqual(refused)
  expect(await adding(engine, school)).toEqual(refused)
  expect(await eventsOf(store)).toEqual([])
  expect(await adding(engine, club)).toMatchObject({ _tag: 'Right' })
  const kept = await eventsOf(store)
  expect(new Set(kept.map(({ data }) => data['tenantId']))).toEqual(new Set([club]))
})

test('CH-22: without a table, everyone of a tenant may be added', async () => {
  const { engine } = engineInMemory({ queries })
  for (const tenant of [acme, school]) expect(await adding(engine, tenant)).toMatchObject({ _tag: 'Right' })
})

test('CH-21, CH-22: a change applies with the next start, and what was carried out before it stands', async () => {
  const before = engineInMemory({ queries, mayAdd: table('everyone', [school, 'nobody']) })
  const added = await adding(before.engine, acme)
  expect(added).toMatchObject({ _tag: 'Right' })
  expect(await adding(before.engine, school)).toEqual(refused)
  const { commands, store } = before
  const after = engineInMemory({
    queries,
    commands,
    events: store,
    mayAdd: table('everyone', [acme, 'nobody']),
  })
  expect(await adding(after.engine, acme)).toEqual(added)
  expect(await adding(after.engine, acme, 'more tea')).toEqual(refused)
  expect(await adding(after.engine, school)).toMatchObject({ _tag: 'Right' })
})

test('CH-22: a word that is no setting lets nobody of its tenant do anything, and all others go on', async () => {
  const error = vi.fn<(...words: ReadonlyArray<unknown>) => void>()
  const mayAdd = table('everyone', [acme, 'friends' as MayAdd])
  const { engine, store } = engineInMemory({ queries, mayAdd, log: { ...quiet, error } })
  expect(await adding(engine, acme)).toMatchObject({ left: { _tag: 'Internal' } })
  expect(await eventsOf(store)).toEqual([])
  expect(error).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ err: new Error('"friends" does not say whom people may add') }),
    expect.any(String),
  )
  expect(await adding(engine, school)).toMatchObject({ _tag: 'Right' })
})
