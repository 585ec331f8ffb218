import type { ExpectedRevision } from '@parley/event-store'
import { revision, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import type { PendingAppend } from '../src/group.ts'
import { rememberedStreams } from '../src/remembered-streams.ts'
import type { Moved } from '../src/remembered-streams.ts'

const pending = (stream: string, expected: ExpectedRevision, count = 1): PendingAppend => ({
  stream,
  expected,
  events: someEvents(count),
  data: [],
  metadata: [],
  bytes: 0,
  answer: () => {},
})

/** A commit that found a mark and left one, with these streams at these revisions. */
const moved = (found: string | undefined, left: string, streams: Record<string, number>): Moved => ({
  found,
  left,
  streams: new Map(
    Object.entries(streams).map(([stream, last], n) => [stream, { key: n + 1, revision: last }]),
  ),
})

describe('where a process left its streams (LOG-39)', () => {
  it('LOG-39: is gone by after two commits of its own that followed on one another', () => {
    const remembered = rememberedStreams()
    const append = [pending('s', revision(0))]
    expect(remembered.goingOn(append)).toBeUndefined()
    remembered.committed(moved(undefined, 'a', { s: 0 }))
    expect(remembered.goingOn(append)).toBeUndefined()
    remembered.committed(moved('a', 'b', { other: 0 }))
    expect(remembered.goingOn(append)).toMatchObject({
      found: 'b',
      places: [{ key: 1, revision: 1 }],
    })
  })

  const remembering = (most?: number) => {
    const remembered = rememberedStreams(most)
    remembered.committed(moved(undefined, 'a', {}))
    remembered.committed(moved('a', 'b', { s: 4, t: 0 }))
    return remembered
  }

  it('LOG-39: has each append of a group stand after the one before', () => {
    const group = [
      pending('s', revision(4), 2),
      pending('t', 'any', 3),
      pending('s', revision(6)),
      pending('s', 'any'),
    ]
    const goingOn = remembering().goingOn(group)
    expect(goingOn?.places.map(({ key, revision: first }) => [key, first])).toEqual([
      [1, 5],
      [2, 1],
      [1, 7],
      [1, 8],
    ])
    expect(goingOn?.events).toBe(7)
    expect(goingOn?.streams.get('s')).toEqual({ key: 1, revision: 8 })
  })

  it.each([
    ['a stream that is not remembered', pending('unknown', 'any')],
    ['a revision that was passed', pending('s', revision(3))],
    ['a revision still to come', pending('s', revision(5))],
    ['no stream where there is one', pending('s', 'no-stream')],
  ])('LOG-39: leaves %s to the database, along with its group', (_, append) => {
    expect(remembering().goingOn([pending('t', revision(0)), append])).toBeUndefined()
  })

  it('LOG-39: holds no more once another wrote', () => {
    const remembered = remembering()
    remembered.committed(moved('of another', 'c', { u: 0 }))
    remembered.committed(moved('c', 'd', { u: 1 }))
    expect(remembered.goingOn([pending('s', revision(4))])).toBeUndefined()
    expect(remembered.goingOn([pending('u', revision(1))])).toMatchObject({
      found: 'd',
    })
  })

  it('LOG-40: takes what is on its way to be written, until it hears otherwise', () => {
    const remembered = remembering()
    const first = remembered.goingOn([pending('s', revision(4), 2)])
    if (first === undefined) throw new Error('not remembered')
    remembered.wentOn(first, 'c')
    expect(remembered.goingOn([pending('s', revision(6))])).toMatchObject({
      found: 'c',
      places: [{ key: 1, revision: 7 }],
    })
    remembered.forget()
    expect(remembered.goingOn([pending('s', revision(6))])).toBeUndefined()
  })

  it('LOG-39: lets go of the streams that were not written to for longest', () => {
    const remembered = remembering(2)
    remembered.committed(moved('b', 'c', { s: 5 }))
    remembered.committed(moved('c', 'd', { u: 0 }))
    expect(remembered.goingOn([pending('t', 'any')])).toBeUndefined()
    expect(remembered.goingOn([pending('s', 'any'), pending('u', 'any')])).toBeDefined()
  })
})
