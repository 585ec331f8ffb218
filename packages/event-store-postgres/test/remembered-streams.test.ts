import type { ExpectedRevision } from '@parley/event-store'
import { revision, someEvents } from '@parley/event-store/contract'
import { describe, expect, it } from 'vitest'
import type { PendingAppend } from '../src/group.ts'
import { rememberedStreams } from '../src/remembered-streams.ts'
import type { Decided } from '../src/remembered-streams.ts'

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
const decided = (found: string | undefined, left: string, streams: Record<string, number>): Decided => ({
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
    expect(remembered.continuation(append)).toBeUndefined()
    remembered.committed(decided(undefined, 'a', { s: 0 }))
    expect(remembered.continuation(append)).toBeUndefined()
    remembered.committed(decided('a', 'b', { other: 0 }))
    expect(remembered.continuation(append)).toMatchObject({
      found: 'b',
      starts: [{ key: 1, revision: 1 }],
    })
  })

  const remembering = (most?: number) => {
    const remembered = rememberedStreams(most)
    remembered.committed(decided(undefined, 'a', {}))
    remembered.committed(decided('a', 'b', { s: 4, t: 0 }))
    return remembered
  }

  it('LOG-39: has each append of a group stand after the one before', () => {
    const group = [
      pending('s', revision(4), 2),
      pending('t', 'any', 3),
      pending('s', revision(6)),
      pending('s', 'any'),
    ]
    const continuation = remembering().continuation(group)
    expect(continuation?.starts.map(({ key, revision: first }) => [key, first])).toEqual([
      [1, 5],
      [2, 1],
      [1, 7],
      [1, 8],
    ])
    expect(continuation?.events).toBe(7)
    expect(continuation?.streams.get('s')).toEqual({ key: 1, revision: 8 })
  })

  it.each([
    ['a stream that is not remembered', pending('unknown', 'any')],
    ['a revision that was passed', pending('s', revision(3))],
    ['a revision still to come', pending('s', revision(5))],
    ['no stream where there is one', pending('s', 'no-stream')],
  ])('LOG-39: leaves %s to the database, along with its group', (_, append) => {
    expect(remembering().continuation([pending('t', revision(0)), append])).toBeUndefined()
  })

  it('LOG-39: holds no more once another wrote', () => {
    const remembered = remembering()
    remembered.committed(decided('of another', 'c', { u: 0 }))
    remembered.committed(decided('c', 'd', { u: 1 }))
    expect(remembered.continuation([pending('s', revision(4))])).toBeUndefined()
    expect(remembered.continuation([pending('u', revision(1))])).toMatchObject({
      found: 'd',
    })
  })

  it('LOG-40: takes what is on its way to be written, until it hears otherwise', () => {
    const remembered = remembering()
    const first = remembered.continuation([pending('s', revision(4), 2)])
    if (first === undefined) throw new Error('not remembered')
    remembered.continued(first, 'c')
    expect(remembered.continuation([pending('s', revision(6))])).toMatchObject({
      found: 'c',
      starts: [{ key: 1, revision: 7 }],
    })
    remembered.forget()
    expect(remembered.continuation([pending('s', revision(6))])).toBeUndefined()
  })

  it('LOG-39: lets go of the streams that were not written to for longest', () => {
    const remembered = remembering(2)
    remembered.committed(decided('b', 'c', { s: 5 }))
    remembered.committed(decided('c', 'd', { u: 0 }))
    expect(remembered.continuation([pending('t', 'any')])).toBeUndefined()
    expect(remembered.continuation([pending('s', 'any'), pending('u', 'any')])).toBeDefined()
  })
})
