import {
  anEvent,
  idsOf,
  ownPrefix,
  pullToEnd,
  revision,
  right,
  someEvents,
} from '@parley/event-store/contract'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from './opened.ts'
import type { OpenedPostgres } from './opened.ts'

describe('group commit', () => {
  let log: OpenedPostgres
  beforeAll(async () => {
    log = await openPostgres()
  })
  afterAll(() => log.close())

  it('LOG-30: in one group each append is answered on its own, and the bad ones fail alone', async () => {
    const { store } = log
    const prefix = ownPrefix()
    const known = someEvents(2)
    await right(store.append(`${prefix}known`, 'any', known))
    await right(store.append(`${prefix}gone`, 'any', someEvents(1)))
    await right(store.deleteStream(`${prefix}gone`, 'any'))
    const same = someEvents(1)
    const answers = await Promise.all(
      [
        store.append(`${prefix}new`, 'no-stream', someEvents(3)),
        store.append(`${prefix}new`, revision(7), someEvents(1)),
        store.append(`${prefix}new`, revision(2), someEvents(2)),
        store.append(`${prefix}gone`, 'any', someEvents(1)),
        store.append(`${prefix}known`, 'no-stream', known),
        store.append(`${prefix}known`, 'any', [...known, anEvent()]),
        store.append(`${prefix}known`, revision(1), someEvents(1)),
        store.append(`${prefix}same`, 'no-stream', same),
        store.append(`${prefix}same`, 'no-stream', same),
        store.append(`${prefix}last`, 'any', someEvents(1)),
      ].map((append) => append()),
    )
    expect(answers.map((answer) => (E.isRight(answer) ? answer.right.revision : answer.left._tag))).toEqual([
      2,
      'WrongRevision',
      4,
      'StreamDeleted',
      1,
      'WrongRevision',
      2,
      0,
      0,
      0,
    ])
    expect(await right(store.readStream(`${prefix}new`))).toHaveLength(5)
    expect(await right(store.readStream(`${prefix}known`))).toHaveLength(3)
    expect(await right(store.readStream(`${prefix}same`))).toHaveLength(1)
  })

  it('LOG-30, LOG-3: what is known and stands where it may be appended is found among what is new', async () => {
    const { store } = log
    const prefix = ownPrefix()
    const known = someEvents(2)
    await right(store.append(`${prefix}known`, 'no-stream', known))
    const answers = await Promise.all(
      [
        store.append(`${prefix}one`, 'no-stream', someEvents(3)),
        store.append(`${prefix}known`, revision(1), known),
        store.append(`${prefix}other`, 'any', someEvents(1)),
        store.append(`${prefix}known`, revision(1), [...known.slice(1), anEvent()]),
        store.append(`${prefix}known`, 'any', someEvents(1)),
      ].map((append) => append()),
    )
    expect(answers.map((answer) => (E.isRight(answer) ? answer.right.revision : answer.left._tag))).toEqual([
      2,
      1,
      0,
      'WrongRevision',
      2,
    ])
    expect(await right(store.readStream(`${prefix}known`))).toHaveLength(3)
  })

  it('LOG-30: what the database itself refuses takes nobody along', async () => {
    const { store } = log
    const prefix = ownPrefix()
    const client = await log.client()
    await client.query("alter table parley_log.events add constraint poison check (type <> 'Poison')")
    const answers = await Promise.all(
      [0, 1, 2, 3, 4].map((n) =>
        store.append(`${prefix}${n}`, 'any', someEvents(2, n === 2 ? 'Poison' : 'Fine'))(),
      ),
    )
    await client.query('alter table parley_log.events drop constraint poison')
    expect(answers.map((answer) => (E.isRight(answer) ? 'written' : answer.left._tag))).toEqual([
      'written',
      'written',
      'Corrupt',
      'written',
      'written',
    ])
    expect(await right(store.readAll({ filter: { streamPrefixes: [prefix] } }))).toHaveLength(8)
  })

  it('LOG-32: a group of appends is one commit with one notification', async () => {
    const client = await log.client()
    const prefix = ownPrefix()
    const heard: Array<string> = []
    client.on('notification', ({ payload = '' }) => heard.push(payload))
    await client.query('listen parley_log')
    const appended = await Promise.all(
      Array.from({ length: 50 }, (_, n) => right(log.store.append(`${prefix}${n}`, 'any', someEvents(2)))),
    )
    await client.query('select 1')
    expect(heard).toHaveLength(1)
    expect(heard[0]?.split(' ')[1]).toBe(String(Math.max(...appended.map(({ position }) => position))))
    const { rows } = await client.query<{ readonly commits: number }>(
      `select count(distinct e.xmin::text)::integer as commits
        from parley_log.events e join parley_log.streams s on s.id = e.stream where s.name ^@ $1`,
      [prefix],
    )
    expect(rows[0]?.commits).toBe(1)
  })

  it('LOG-35: a caught-up subscription in the same process is handed what was committed, unread', async () => {
    const { store } = log
    const subscription = store.subscribe()
    await pullToEnd(subscription)
    const events = someEvents(3)
    const appended = await right(store.append(`${ownPrefix()}s`, 'any', events))
    const { value } = await subscription.next()
    if (value?._tag !== 'events') throw new Error(`not events: ${value?._tag}`)
    expect(idsOf(value.events)).toEqual(idsOf(events))
    for (const [n, event] of value.events.entries()) {
      expect(event).toBe(appended.events[n])
      expect(event.data).toBe(events[n]?.data)
    }
    await subscription.return?.()
  })
})
