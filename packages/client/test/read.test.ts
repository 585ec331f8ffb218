import { acme, ada, adasChannel, commandId, segment } from '@parley/domain/testing'
import { certain, mainFeed, type MessageId, messageIdOf } from '@parley/domain'
import { FeedView } from '@parley/contract'
import { withMainFeed } from '@parley/contract/testing'
import { describe, expect, it } from 'vitest'
import { type Conversation, conversationAt } from '../src/state/client-state.ts'
import { foldRead, markOf } from '../src/state/read.ts'
import { conversationOf, facts, own, position } from './support/tea.ts'

const [one, other] = [
  messageIdOf(acme, adasChannel, ada, commandId('1')),
  messageIdOf(acme, adasChannel, ada, commandId('2')),
]
/** Ten messages: five at the top, and replies in two threads. */
const lined: Conversation = conversationAt(
  withMainFeed({
    ...conversationOf(10),
    unreadThreads: [
      { parentId: one, unread: 3 },
      { parentId: other, unread: 2 },
    ],
  }),
  position(11),
)
const feed = certain(FeedView, lined.feeds[0])
const marked = (to: number, parentId?: MessageId | null) => foldRead(lined, own(20, read(to, parentId)))
const read = (to: number, parentId?: MessageId | null) =>
  ({
    type: 'ReadMarked',
    ...facts(20),
    userId: ada,
    feedId: mainFeed,
    segment: segment(to),
    ...(parentId === undefined ? {} : { parentId }),
  }) as const

describe('SDK-73: what was read', () => {
  it('of a part leaves the others unread, and is asked for where it is not clear from here', () => {
    expect(marked(10, null)).toMatchObject({
      conversation: { readTo: 10, threadsReadTo: 0, unread: 5 },
      asks: false,
    })
    expect(marked(10, one)).toMatchObject({
      conversation: { readTo: 0, unread: 7, unreadThreads: [{ parentId: other, unread: 2 }] },
      asks: false,
    })
    expect(marked(10)).toMatchObject({
      conversation: { readTo: 10, threadsReadTo: 10, unread: 0, unreadThreads: [] },
      asks: false,
    })
    for (const parentId of [null, one, undefined]) expect(marked(9, parentId).asks).toBe(true)
    // Further than is known here: the replies are yet to come.
    expect(marked(12, one).asks).toBe(true)
  })

  it('is said of the top alone while a thread has something unread, and of the whole where none has', () => {
    const clear = { ...feed, unreadThreads: [] }
    const says = (of: typeof feed, asked: Parameters<typeof markOf>[1]) => {
      const { feedId, ...mark } = markOf(of, asked) ?? {}
      expect(feedId).toBe(mainFeed)
      return mark
    }
    expect(says(feed, { segment: segment(4) })).toEqual({ segment: 4, parentId: null })
    expect(says(clear, { segment: segment(4) })).toEqual({ segment: 4 })
    expect(says(feed, {})).toEqual({ segment: 10 })
    expect(says(feed, { segment: segment(99), parentId: one })).toEqual({ segment: 10, parentId: one })
  })

  it('is not said again', () => {
    const seen = { ...feed, readTo: segment(10), unreadThreads: [] }
    expect(markOf(seen, { segment: segment(10) })).toBe(null)
    expect(markOf(seen, { segment: segment(10), parentId: one })).toBe(null)
    expect(markOf({ ...seen, threadsReadTo: segment(10) }, {})).toBe(null)
  })
})
