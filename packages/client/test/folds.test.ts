import { channelIdIn, streamOf, isEventIn } from '@parley/domain'
import type { ChannelId, DomainEvent, Position, Revision, UserId } from '@parley/domain'
import { ada, arbitraryCommands, arbitraryReacting, people, text, worldAfter } from '@parley/domain/testing'
import { type MessageView, mostNamed, type ReactionView } from '@parley/contract'
import { type Happened, seenWhole, type SeenWhole, updatesOf } from '@parley/contract/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyUpdates } from '../src/state/apply-updates.ts'
import { type ClientState, conversationAt, initialState } from '../src/state/client-state.ts'
import { shownAt } from '../src/state/message.ts'
import { emptyTimeline } from '../src/state/timeline.ts'
import { beginWatch } from '../src/watching.ts'
import { told } from './support/told.ts'

/** Every third text is longer than a preview. */
const wordy = (event: DomainEvent, n: number): DomainEvent =>
  (event.type === 'MessageSent' || event.type === 'MessageEdited') && n % 3 === 0
    ? { ...event, body: text(`${event.body.text}${'🙂'.repeat(150 + n)}`) }
    : event

/** What happened, as one person is told of it, with the revisions and positions that a log would give. */
const updatesFor = (me: UserId, events: ReadonlyArray<DomainEvent>): ReadonlyArray<Happened> => {
  const revisions = new Map<string, number>()
  const all = events.map((event, n): Happened => {
    const stream = streamOf(event)
    const revision = revisions.get(stream) ?? 0
    revisions.set(stream, revision + 1)
    return { event: wordy(event, n), revision: revision as Revision, position: (n + 1) as Position }
  })
  return all.filter(({ event }) => !isEventIn('inbox', event) || event.userId === me)
}

const bare = <S extends { readonly asOf: Position }>({ asOf: _asOf, ...shown }: S): Omit<S, 'asOf'> => shown

/** Messages without whom they name of those who reacted: a client that followed along may name others than an answer. */
const counted = (messages: ReadonlyArray<MessageView>) =>
  messages.map((message) => ({
    ...message,
    reactions: message.reactions.map(({ userIds: _named, ...reaction }) => reaction),
  }))

const isPartlyNamed = ({ count, userIds }: ReactionView): boolean => count > userIds.length

/** Whom a message names without their having reacted, twice, or more of than it may. */
const wronglyNamed = ({ messageId, reactions }: MessageView, { reacted }: SeenWhole) =>
  reactions.filter(({ name, userIds }) => {
    const all = reacted(messageId, name)
    return (
      userIds.length > mostNamed ||
      new Set(userIds).size < userIds.length ||
      userIds.some((userId) => !all.includes(userId))
    )
  })

/** Begins to watch a channel with a snapshot of the latest messages, its first thread open too. */
const begin = (state: ClientState, channelId: ChannelId, at: SeenWhole, many: number): ClientState => {
  const { conversation } = at
  if (conversation === undefined) return state
  const opened = { ...state, timelines: new Map(state.timelines).set(channelId, unloaded) }
  const messages = at.messages.slice(-many)
  const { revision } = conversation.channel
  const more = messages.length < at.messages.length
  const begun = beginWatch(opened, {
    _tag: 'snapshot',
    channelId,
    revision,
    conversation,
    messages,
    more,
    online: [],
  })
  const timeline = begun.timelines.get(channelId)
  const [parent] = at.messages
  if (timeline === undefined || parent === undefined) return begun
  const [shownParent] = shownAt([parent], at.position)
  if (shownParent === undefined) return begun
  const thread = { parent: shownParent, replies: shownAt(at.replies(parent), at.position) }
  const threads = new Map([[parent.messageId, thread]])
  return {
    ...begun,
    timelines: new Map(begun.timelines).set(channelId, { ...timeline, threads }),
  }
}
const unloaded = emptyTimeline

const histories = fc.record({
  commands: fc.oneof(
    { weight: 3, arbitrary: arbitraryCommands({ channels: 2, maxLength: 120 }) },
    { weight: 1, arbitrary: arbitraryReacting({ maxLength: 120 }) },
  ),
  me: fc.oneof(fc.constant(ada), fc.constantFrom(...people)),
  start: fc.double({ min: 0.1, max: 0.8, noNaN: true }),
  many: fc.constantFrom(1, 5, 50),
  /** Whether what a later update of a batch takes back is left out of it. */
  hindsight: fc.boolean(),
  /** How far each batch goes on, how far back it begins, and how far ahead answers are read. */
  batches: fc.array(
    fc.record({ on: fc.nat({ max: 12 }), back: fc.nat({ max: 6 }), ahead: fc.nat({ max: 9 }) }),
  ),
})

describe('SDK-2, SDK-4, SDK-6, SDK-20, SDK-151: whatever overlaps, and however far ahead answers are read', () => {
  it('MENTION-7: the state ends as what is seen in the whole history', () => {
    let compared = 0
    let unnamed = 0
    fc.assert(
      fc.property(histories, ({ commands, me, start, many, batches, hindsight }) => {
        const { events } = worldAfter(commands)
        const history = updatesFor(me, events)
        const channelIds = [...new Set(events.flatMap((event) => channelIdIn(event) ?? []))]
        const at = (end: number, channelId: ChannelId) => seenWhole(history.slice(0, end), channelId, me)
        let end = Math.floor(start * history.length)
        let state = channelIds.reduce((one, id) => begin(one, id, at(end, id), many), initialState)
        const rest = [...batches, { on: history.length, back: 0, ahead: 0 }]
        for (const { on, back, ahead } of rest) {
          const next = Math.min(history.length, end + on)
          const batch = history.slice(Math.max(0, end - back), next)
          const applied = applyUpdates(state, hindsight ? told(batch) : updatesOf(batch), me)
          state = applied.state
          end = next
          for (const { _tag, update } of applied.followUps) {
            // One left by it, and it was shown already that one came back: watched anew from where that stands.
            const isLeaving = update.cause.type === 'MemberLeft'
            expect(_tag).toBe(isLeaving ? 'missed' : 'ask')
            if (isLeaving) continue
            const read = at(Math.min(history.length, end + ahead), update.channelId)
            if (read.conversation === undefined) continue
            const line = conversationAt(read.conversation, read.position)
            state = {
              ...state,
              conversations: new Map(state.conversations).set(update.channelId, line),
            }
          }
        }
        for (const channelId of channelIds) {
          const whole = at(history.length, channelId)
          const line = state.conversations.get(channelId)
          const {
            inboxPosition: _read,
            lastMessage,
            ...shown
          } = line ?? { inboxPosition: 0, lastMessage: null }
          expect(line && { ...shown, lastMessage: lastMessage && bare(lastMessage) }).toEqual(
            whole.conversation,
          )
          const timeline = state.timelines.get(channelId)
          if (timeline === undefined) continue
          compared += 1
          const from = timeline.more ? (timeline.messages[0]?.segment ?? 0) : 0
          const messages = timeline.messages.map(bare)
          expect(counted(messages)).toEqual(counted(whole.messages.filter(({ segment }) => segment >= from)))
          for (const { parent, replies } of timeline.threads.values()) {
            const top = whole.messages.filter(({ messageId }) => messageId === parent.messageId)
            expect(counted([bare(parent)])).toEqual(counted(top))
            expect(counted(replies.map(bare))).toEqual(counted(whole.replies(parent)))
            messages.push(bare(parent), ...replies.map(bare))
          }
          expect(messages.flatMap((message) => wronglyNamed(message, whole))).toEqual([])
          unnamed += messages.flatMap(({ reactions }) => reactions).filter(isPartlyNamed).length
        }
      }),
      { numRuns: 1_500 },
    )
    expect(compared).toBeGreaterThan(300)
    expect(unnamed).toBeGreaterThan(100)
  })
})
