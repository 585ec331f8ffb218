import { expect, it } from 'vitest'
import type { EventStore } from '../event-store.ts'
import { endOf, expectRising, idsOf, ownPrefix, position, right, someEvents } from './harness.ts'
import type { Under } from './harness.ts'

/** Three streams under two prefixes, events of two types alternating. Returns all, in order of writing. */
const fill = async (store: EventStore, prefix: string) => {
  const written = []
  for (const stream of ['a-1', 'b-1', 'a-2', 'a-1', 'b-1', 'a-2'])
    for (const type of ['Odd', 'Even']) {
      const events = someEvents(2, type)
      await right(store.append(`${prefix}${stream}`, 'any', events))
      written.push(...events.map((event) => ({ ...event, stream: `${prefix}${stream}` })))
    }
  return written
}

export const readingAll = (under: Under): void => {
  it('LOG-9: all streams are read in the order in which they were written', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const written = await fill(store, prefix)
    const all = await right(store.readAll({ after }))
    const read = all.filter((event) => event.stream.startsWith(prefix))
    expect(idsOf(read)).toEqual(idsOf(written))
    expectRising(all)
    expect(all[0]?.position).toBeGreaterThan(after)
  })

  it('LIVE-1: the log says where it ends, and what is appended after it was asked stands behind that', async () => {
    const { store } = under()
    const before = await endOf(store)
    const end = await right(store.end())
    expect(end).toBeGreaterThanOrEqual(before)
    const written = await right(store.append(`${ownPrefix()}end`, 'any', someEvents(2)))
    expect(written.position).toBeGreaterThan(end ?? 0)
    expect(await right(store.end())).toBeGreaterThanOrEqual(written.position)
    const after = await right(store.readAll(end === undefined ? {} : { after: end }))
    expect(after.map(({ position: at }) => at)).toContain(written.position)
  })

  it('LOG-9: pages follow on one another without gap or repeat', async () => {
    const { store } = under()
    const prefix = ownPrefix()
    let after = await endOf(store)
    const written = await fill(store, prefix)
    const read: Array<string> = []
    for (;;) {
      const page = await right(store.readAll({ after, limit: 5, filter: { streamPrefixes: [prefix] } }))
      expect(page.length).toBeLessThanOrEqual(5)
      read.push(...idsOf(page))
      const last = page.at(-1)
      if (last === undefined) break
      after = last.position
    }
    expect(read).toEqual(idsOf(written))
  })

  it.each([
    [['a-'], undefined, 16],
    [['a-1', 'b-'], undefined, 16],
    [['a-1'], ['Odd'], 4],
    [[''], ['Even'], 12],
    [['c'], undefined, 0],
    [[''], ['Odd', 'Even'], 24],
  ] as const)('LOG-10: of streams %j and types %j the right ones are read', async (names, types, count) => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    const written = await fill(store, prefix)
    const streamPrefixes = names.map((name) => `${prefix}${name}`)
    const filter = types === undefined ? { streamPrefixes } : { streamPrefixes, types }
    const matching = written.filter(
      (event) =>
        streamPrefixes.some((name) => event.stream.startsWith(name)) &&
        (types === undefined || types.some((type) => type === event.type)),
    )
    expect(matching).toHaveLength(count)
    expect(idsOf(await right(store.readAll({ after, filter })))).toEqual(idsOf(matching))
    expect(idsOf(await right(store.readAll({ after, filter, limit: 3 })))).toEqual(
      idsOf(matching).slice(0, 3),
    )
  })

  it('LOG-10: a prefix is taken by the letter', async () => {
    const { store } = under()
    const after = await endOf(store)
    const prefix = ownPrefix()
    for (const name of ['x%y', 'xzy', 'x_y', 'X%y', 'x.y'])
      await right(store.append(`${prefix}${name}`, 'any', someEvents(1)))
    const found = async (name: string) =>
      (await right(store.readAll({ after, filter: { streamPrefixes: [`${prefix}${name}`] } }))).map((event) =>
        event.stream.slice(prefix.length),
      )
    expect(await found('x%')).toEqual(['x%y'])
    expect(await found('x_')).toEqual(['x_y'])
    expect(await found('x.')).toEqual(['x.y'])
    expect(await found('x')).toEqual(['x%y', 'xzy', 'x_y', 'x.y'])
  })

  it('LOG-10: types alone filter, too', async () => {
    const { store } = under()
    const after = await endOf(store)
    const type = `Only${ownPrefix()}`
    const matching = someEvents(2, type)
    await right(store.append(`${ownPrefix()}s`, 'any', [...someEvents(2), ...matching, ...someEvents(2)]))
    expect(idsOf(await right(store.readAll({ after, filter: { types: [type] } })))).toEqual(idsOf(matching))
  })

  it('LOG-11: positions are storable numbers, the same for whoever reads, and 0 is before all', async () => {
    const { store, another } = under()
    const other = another === undefined ? store : await another()
    const prefix = ownPrefix()
    const appended = await right(store.append(`${prefix}s`, 'any', someEvents(3)))
    const stored: unknown = JSON.parse(JSON.stringify(appended.position))
    expect(stored).toBe(appended.position)
    expect(Number.isSafeInteger(stored)).toBe(true)
    const filter = { streamPrefixes: [prefix] }
    const read = await right(store.readAll({ filter }))
    expect(read).toHaveLength(3)
    expect(await right(other.readAll({ after: position(0), filter }))).toEqual(read)
    expect(read[0]?.position).toBeGreaterThan(0)
    if (other !== store) await other.close()
  })
}
