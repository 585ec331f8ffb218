import {
  certain,
  type ChannelEvent,
  type Command,
  FlagLimit,
  type MessageId,
  Reason,
  UserId,
} from '@parley/domain'
import { ada, bob, cleo, commandId, dan, emptyWorld, eve, submit, userId } from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, deleted, joined, mainCreated, sent } from './happened.ts'

const reason = certain(Reason, 'spam')
const flag = (by: UserId, id: MessageId = dans.messageId): Command => ({
  type: 'FlagMessage',
  ...facts(by, 'flag'),
  messageId: id,
  reason,
})
const unflag = (by: UserId): Command => ({
  type: 'UnflagMessage',
  ...facts(by, 'unflag'),
  messageId: dans.messageId,
})
const clear = (by: UserId): Command => ({
  type: 'ClearFlags',
  ...facts(by, 'clear'),
  messageId: dans.messageId,
})
const setLimit = (by: UserId, limit: number | null): Command => ({
  type: 'SetFlagLimit',
  ...facts(by, 'limit'),
  limit: limit === null ? null : certain(FlagLimit, limit),
})

const dans = sent(dan, 'tea', 1)
const { body: _, ...ofDans } = dans

const wasFlagged = (by: UserId, flagCount: number): ChannelEvent =>
  ({ ...ofDans, ...facts(by, 'flag'), type: 'MessageFlagged', flagCount, reason }) as ChannelEvent
const wasUnflagged = (by: UserId, flagCount: number): ChannelEvent =>
  ({ ...ofDans, ...facts(by, 'unflag'), type: 'MessageUnflagged', flagCount }) as ChannelEvent
const wasCleared = (by: UserId, ...userIds: ReadonlyArray<UserId>): ChannelEvent => ({
  ...ofDans,
  ...facts(by, 'clear'),
  type: 'FlagsCleared',
  userIds,
})
const limitSet = (by: UserId, limit: number | null): ChannelEvent =>
  ({ type: 'FlagLimitSet', ...facts(by, 'limit'), limit }) as ChannelEvent
/** By the engine's own rule, under a name that says nothing of who flagged. */
const byAutomod: ChannelEvent = {
  ...deleted(dans),
  by: certain(UserId, 'parley:automod'),
  commandId: commandId(`flags of ${dans.messageId}`),
}

const team = [
  ...channelOf('standard', { moderator: cleo, member: dan }),
  joined(eve),
  joined(bob),
  mainCreated,
]
const talked = [...team, dans]

test('FLAG-1, FLAG-2: whoever is in the channel flags what others said, once', () => {
  expect(given(...talked).when(flag(eve))).toEqual(makes(wasFlagged(eve, 1)))
  expect(given(...talked, wasFlagged(eve, 1)).when(flag(bob))).toEqual(makes(wasFlagged(bob, 2)))
  const again = { ...flag(eve), commandId: commandId('again') } as Command
  expect(given(...talked, wasFlagged(eve, 1)).when(again)).toEqual(nothing)
  const { messageId: id } = dans
  expect(given(...talked).when(flag(dan))).toEqual(rejects({ _tag: 'MessageIsYours', messageId: id }))
  expect(given(...talked, deleted(dans)).when(flag(eve))).toEqual(
    rejects({ _tag: 'MessageIsDeleted', messageId: id }),
  )
  const none = messageId(dan, 'never sent')
  expect(given(...talked).when(flag(eve, none))).toEqual(
    rejects({ _tag: 'MessageNotFound', messageId: none }),
  )
})

test('FLAG-3: on a message stand a hundred flags, and one more is nothing to do', () => {
  const many = Array.from({ length: 100 }, (_all, n) => wasFlagged(userId(`p${n}`), n + 1))
  expect(given(...talked, ...many.slice(1)).when(flag(eve))).toEqual(makes(wasFlagged(eve, 100)))
  expect(given(...talked, ...many).when(flag(eve))).toEqual(nothing)
})

test('FLAG-4: the flag that reaches the limit deletes the message with it, by the engine’s own rule', () => {
  const limited = [...talked, limitSet(ada, 2)]
  expect(given(...limited).when(flag(eve))).toEqual(makes(wasFlagged(eve, 1)))
  expect(given(...limited, wasFlagged(eve, 1)).when(flag(bob))).toEqual(makes(wasFlagged(bob, 2), byAutomod))
  expect(given(...limited, limitSet(ada, null), wasFlagged(eve, 1)).when(flag(bob))).toEqual(
    makes(wasFlagged(bob, 2)),
  )
})

test('FLAG-4: who may set limits sets by how many flags messages go; in conversations by none', () => {
  for (const by of [ada, cleo]) expect(given(...team).when(setLimit(by, 3))).toEqual(makes(limitSet(by, 3)))
  expect(given(...team, limitSet(ada, 3)).when(setLimit(cleo, 3))).toEqual(nothing)
  expect(given(...team, limitSet(ada, 3)).when(setLimit(cleo, null))).toEqual(makes(limitSet(cleo, null)))
  expect(given(...team).when(setLimit(dan, 3))).toEqual(rejects({ _tag: 'RoleTooLow', needs: 'moderator' }))
  expect(given(...conversation).when(setLimit(ada, 3))).toEqual(rejects({ _tag: 'ConversationStays' }))
  const adas = sent(ada, 'hi', 1)
  const talk = [...conversation, mainCreated, adas]
  expect(given(...talk).when(flag(bob, adas.messageId))).toMatchObject({
    right: [{ type: 'MessageFlagged' }],
  })
})

test('FLAG-5: who flagged takes that back, and who sees flags clears them all; both where there are any', () => {
  const twice = [...talked, wasFlagged(eve, 1), wasFlagged(bob, 2)]
  expect(given(...twice).when(unflag(eve))).toEqual(makes(wasUnflagged(eve, 1)))
  expect(given(...twice, wasUnflagged(eve, 1)).when(unflag(eve))).toEqual(nothing)
  expect(given(...twice).when(unflag(dan))).toEqual(nothing)
  expect(given(...twice).when(clear(cleo))).toEqual(makes(wasCleared(cleo, bob, eve)))
  expect(given(...twice, wasCleared(cleo, bob, eve)).when(clear(ada))).toEqual(nothing)
  expect(given(...twice).when(clear(bob))).toEqual(rejects({ _tag: 'RoleTooLow', needs: 'moderator' }))
})

test('FLAG-6: an edit keeps the flags', () => {
  const edited = { ...dans, ...facts(dan, 'edit'), type: 'MessageEdited' } as ChannelEvent
  expect(given(...talked, wasFlagged(eve, 1), edited).when(flag(bob))).toEqual(makes(wasFlagged(bob, 2)))
})

test('FLAG-2, FLAG-4: however people flag and take back, the count is that of who flags, and a message goes once', () => {
  const people = [ada, bob, cleo, eve]
  const steps = fc.array(fc.tuple(fc.constantFrom(...people), fc.boolean()), { maxLength: 30 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 5 }), (done, limit) => {
      const world = emptyWorld()
      const create: Command = {
        type: 'CreateChannel',
        ...facts(ada, 'create'),
        channelType: 'standard',
        name: 'general' as never,
        description: '' as never,
        members: [bob, cleo, dan, eve],
      }
      const say: Command = {
        type: 'SendMessage',
        ...facts(dan, 'tea'),
        messageId: dans.messageId,
        feedId: dans.feedId,
        parentId: null,
        body: dans.body,
      }
      for (const command of [create, say, setLimit(ada, limit)]) submit(world, command)
      const now = new Set<UserId>()
      let isDeleted = false
      done.forEach(([by, takesBack], n) => {
        const command = { ...(takesBack ? unflag(by) : flag(by)), commandId: commandId(`step ${n}`) }
        const outcome = submit(world, command)
        if (takesBack) now.delete(by)
        else if (!isDeleted) now.add(by)
        isDeleted ||= now.size >= limit
        const events = E.isRight(outcome) ? outcome.right : []
        const counts = events.flatMap((event) => ('flagCount' in event ? event.flagCount : []))
        expect(counts).toEqual(counts.map(() => now.size))
      })
      const gone = world.events.filter(({ type }) => type === 'MessageDeleted')
      const reached = world.events.some(
        (event) => event.type === 'MessageFlagged' && event.flagCount >= limit,
      )
      expect(gone).toHaveLength(reached ? 1 : 0)
    }),
  )
})
