import type { ChannelId, MessageId } from '@parley/domain'
import { conversationIdOf } from '@parley/domain'
import { acme, ada, adasChannel, at, userId } from '@parley/domain/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyUpdates } from '../src/state/apply-updates.ts'
import { type Conversation, conversationAt, initialState } from '../src/state/client-state.ts'
import { conversationList } from '../src/state/conversation-list.ts'
import { PersistentMap } from '../src/state/persistent-map.ts'
import { emptyTimeline, mostShown, withinBounds } from '../src/state/timeline.ts'
import { conversationOf, position, revision, sent, sentEvent, asShown } from './support/tea.ts'

const changes = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.option(fc.nat({ max: 5 }))), {
  maxLength: 300,
})

describe('SDK-45: a map that shares what stays', () => {
  it('holds what a map holds, at every moment, and what was made before stays as it was', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const plain = new Map<string, number>()
        let shared = PersistentMap.from<string, number>([])
        for (const [key, value] of all) {
          const before = { map: shared, entries: [...shared] }
          if (value === null) plain.delete(key)
          else plain.set(key, value)
          shared = value === null ? shared.without(key) : shared.set(key, value)
          expect([...before.map]).toEqual(before.entries)
        }
        expect(new Map(shared)).toEqual(plain)
        expect(shared.size).toBe(plain.size)
        for (const key of plain.keys()) expect(shared.get(key)).toBe(plain.get(key))
      }),
      { numRuns: 200 },
    )
  })

  it('tells what differs in another', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const change = (from: PersistentMap<string, number>, by: typeof first) =>
          by.reduce((map, [key, value]) => (value === null ? map.without(key) : map.set(key, value)), from)
        const one = change(PersistentMap.from<string, number>([]), first)
        const other = change(one, second)
        const keys = new Set([...one.keys(), ...other.keys()])
        const differing = [...keys].filter((key) => one.get(key) !== other.get(key))
        const found = [...one.changesTo(other)]
        expect(found.map(String).toSorted()).toEqual(
          differing.map((key) => String([one.get(key), other.get(key)])).toSorted(),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('keeps keys apart that have one hash', () => {
    // Their hashes are one number.
    const map = PersistentMap.from([
      ['costarring', 1],
      ['liquid', 2],
    ])
    expect([map.get('costarring'), map.get('liquid'), map.without('liquid').get('costarring')]).toEqual([
      1, 2, 1,
    ])
    expect(map.without('liquid').has('liquid')).toBe(false)
  })
})

const channel = (n: number): ChannelId => conversationIdOf(acme, ada, userId(`somebody ${n}`))
const conversation = (n: number, active: number): Conversation => {
  const view = conversationOf(1)
  const shown = { ...view.channel, channelId: channel(n), lastActivityAt: at(active) }
  return conversationAt({ ...view, channel: shown }, position(1))
}

describe('SDK-46: the conversation list', () => {
  /** By sorting: a plain map has no list before it to go on from. */
  const sorted = (conversations: ReadonlyMap<ChannelId, Conversation>) =>
    conversationList({ conversations: new Map(conversations) })
  const moves = fc.array(
    fc.record({ n: fc.nat({ max: 40 }), active: fc.nat({ max: 8 }), gone: fc.boolean(), ask: fc.boolean() }),
    { maxLength: 250 },
  )
  it('is what sorting gives, however much has changed since it was asked for', () => {
    fc.assert(
      fc.property(moves, (all) => {
        let conversations = PersistentMap.from<ChannelId, Conversation>([])
        for (const { n, active, gone, ask } of all) {
          conversations = gone
            ? conversations.without(channel(n))
            : conversations.set(channel(n), conversation(n, active))
          const asked = ask ? conversationList({ conversations }) : null
          expect(asked ?? sorted(conversations)).toEqual(sorted(conversations))
        }
        const list = conversationList({ conversations })
        expect(list).toEqual(sorted(conversations))
        expect(conversationList({ conversations })).toBe(list)
      }),
      { numRuns: 100 },
    )
  })
})

describe('SDK-47: a timeline', () => {
  const timeline = (messages: number) => {
    const all = Array.from({ length: messages }, (_, n) => ({
      ...asShown(sentEvent(n + 1), n + 2),
      messageId: channel(n) as string as MessageId,
    }))
    return { ...emptyTimeline, loaded: true, more: false, revision: revision(messages + 1), messages: all }
  }

  it('lets go of its beginning where more and more comes, which loads again', () => {
    const full = timeline(2 * mostShown)
    const before = {
      ...initialState,
      conversations: new Map([[adasChannel, conversationAt(conversationOf(2 * mostShown), position(1))]]),
      timelines: new Map([[adasChannel, full]]),
    }
    const { state } = applyUpdates(before, [sent(2 * mostShown + 1)], ada)
    const after = state.timelines.get(adasChannel)
    expect(after?.messages).toHaveLength(mostShown)
    expect(after?.messages.at(-1)?.segment).toBe(2 * mostShown + 1)
    expect(after).toMatchObject({ more: true, later: false })
  })

  it('lets go of the end away from which one looks', () => {
    const full = timeline(mostShown + 50)
    expect(withinBounds(full, 'later')).toMatchObject({ more: false, later: true })
    expect(withinBounds(full, 'later').messages).toEqual(full.messages.slice(0, mostShown))
    expect(withinBounds(full, 'earlier').messages).toEqual(full.messages.slice(50))
    expect(withinBounds(full, 'earlier')).toMatchObject({ more: true, later: false })
  })
})
