import type { UnnamedCommand } from '@parley/client'
import { mainFeed } from '@parley/domain'
import type {
  ChannelName,
  Description,
  MessageId,
  MessageText,
  Position,
  Reason,
  Timestamp,
  UserId,
} from '@parley/domain'
import { certain, FlagLimit, LimitCount, WindowSeconds } from '@parley/domain'
import { commandId } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { personRaw } from './support/raw.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

const text = (words: string) => ({ kind: 'text' as const, text: words as MessageText })
const [bo, cy] = ['bo', 'cy'] as ReadonlyArray<string> as [UserId, UserId]

/** A channel of Ada's that these are in, and Ada. */
const channelWith = async (...members: ReadonlyArray<UserId>) => {
  const ada = personAt(engine.url, 'ada')
  await seen(ada, (s) => s.status === 'online')
  const created = await ada.command({
    type: 'CreateChannel',
    channelType: 'standard',
    name: 'tea' as ChannelName,
    description: '' as Description,
    members,
  })
  if (E.isLeft(created) || created.right.result.channelId === undefined) throw new Error('not created')
  return { ada, channelId: created.right.result.channelId }
}

describe('bans', () => {
  it('BAN-1, BAN-2, BAN-6, MOD-4: who is banned is told nothing after it, reads nothing, and others do not know why', async () => {
    const { ada, channelId } = await channelWith(bo, cy)
    const raw = { bo: await personRaw(engine.url, bo), cy: await personRaw(engine.url, cy) }
    for (const one of Object.values(raw)) await one.ask({ type: 'subscribe', channels: [{ channelId }] })
    const reason = 'no tea drinker' as Reason
    const banned = await ada.command({ type: 'BanMember', channelId, userId: bo, until: null, reason })
    if (E.isLeft(banned)) throw new Error(banned.left._tag)
    const { position } = banned.right
    expect(await ada.send({ channelId, body: text('among ourselves') })).toMatchObject({ _tag: 'Right' })
    await raw.cy.hears((frame) => JSON.stringify(frame).includes('among ourselves'))
    for (const query of [
      { type: 'conversation', channelId, atLeast: position },
      { type: 'bans', channelId, atLeast: position },
    ] as const)
      expect(await raw.bo.ask({ type: 'query', query })).toMatchObject({ rejection: { _tag: 'NotAMember' } })
    const joins = { type: 'JoinChannel', commandId: commandId('back'), channelId } as const
    expect(await raw.bo.ask({ type: 'command', command: joins })).toMatchObject({
      type: 'rejected',
      rejection: { _tag: 'Banned', until: null },
    })
    expect(JSON.stringify(raw.bo.rest())).not.toContain('among ourselves')
    for (const one of Object.values(raw)) expect(JSON.stringify(one.rest())).not.toMatch(/Banned|drinker/)
    expect(await ada.query({ type: 'bans', channelId, atLeast: position })).toMatchObject({
      right: { value: { bans: [{ userId: bo, until: null, bannedBy: 'ada', reason }], more: false } },
    })
    expect(await raw.cy.ask({ type: 'query', query: { type: 'bans', channelId } })).toMatchObject({
      rejection: { _tag: 'RoleTooLow', needs: 'moderator' },
    })
    ada.close()
    for (const one of Object.values(raw)) one.socket.close()
  })
})

describe('mutes', () => {
  it('MUTE-2, MUTE-3, MUTE-4, MUTE-7, MUTE-8, MOD-4: who is muted is turned down until when, and nobody else knows', async () => {
    const { ada, channelId } = await channelWith(bo, cy)
    const raw = { bo: await personRaw(engine.url, bo), cy: await personRaw(engine.url, cy) }
    for (const one of Object.values(raw)) await one.ask({ type: 'subscribe', channels: [{ channelId }] })
    const [reason, until] = ['no tea drinker' as Reason, '2099-01-01T00:00:00.000Z' as Timestamp]
    const sends = (who: 'bo' | 'cy', name: string) =>
      raw[who].ask({
        type: 'command',
        command: {
          type: 'SendMessage',
          clientMessageId: commandId(name),
          channelId,
          feedId: mainFeed,
          parentId: null,
          body: text('hear me'),
        },
      })
    const carriedOut = async (command: UnnamedCommand) => {
      const answer = await ada.command(command)
      if (E.isLeft(answer)) throw new Error(answer.left._tag)
      return answer.right.position
    }
    await carriedOut({ type: 'MuteMember', channelId, userId: bo, until, reason })
    for (const type of ['LeaveChannel', 'JoinChannel'] as const)
      expect(
        await raw.bo.ask({ type: 'command', command: { type, commandId: commandId(type), channelId } }),
      ).toMatchObject({ type: 'accepted' })
    expect(await sends('bo', 'muted')).toMatchObject({ rejection: { _tag: 'Muted', until } })
    expect(await sends('cy', 'not muted')).toMatchObject({ type: 'accepted' })
    const atLeast = await carriedOut({ type: 'MuteChannel', channelId, until: null, reason })
    expect(await sends('cy', 'muted')).toMatchObject({ rejection: { _tag: 'ChannelIsMuted', until: null } })
    const restraints = { type: 'query', query: { type: 'restraints', channelId, atLeast } } as const
    expect(await raw.bo.ask(restraints)).toMatchObject({ result: { muted: { of: 'member', until } } })
    expect(await raw.cy.ask(restraints)).toMatchObject({ result: { muted: { of: 'channel', until: null } } })
    expect(await ada.query(restraints.query)).toMatchObject({ right: { value: { muted: null } } })
    expect(await raw.cy.ask({ type: 'query', query: { type: 'mutes', channelId } })).toMatchObject({
      rejection: { _tag: 'RoleTooLow', needs: 'moderator' },
    })
    const by = { mutedBy: 'ada', reason }
    expect(await ada.query({ type: 'mutes', channelId, atLeast })).toMatchObject({
      right: {
        value: { ofChannel: { until: null, ...by }, mutes: [{ userId: bo, until, ...by }], more: false },
      },
    })
    const after = await carriedOut({ type: 'UnmuteChannel', channelId })
    expect(await raw.cy.ask({ type: 'query', query: { ...restraints.query, atLeast: after } })).toMatchObject(
      {
        result: { muted: null },
      },
    )
    for (const one of Object.values(raw))
      expect(JSON.stringify(one.rest())).not.toMatch(/Muted|Unmuted|drinker/)
    ada.close()
    for (const one of Object.values(raw)) one.socket.close()
  })
})

describe('limits', () => {
  it('LIMIT-2, LIMIT-3, LIMIT-7, LIMIT-8, MOD-4: in slow mode one message too many is turned down until when, moderators are not, and what was counted is in no frame', async () => {
    const { ada, channelId } = await channelWith(bo, cy)
    const raw = { bo: await personRaw(engine.url, bo), cy: await personRaw(engine.url, cy) }
    for (const one of Object.values(raw)) await one.ask({ type: 'subscribe', channels: [{ channelId }] })
    const message = { channelId, feedId: mainFeed, parentId: null, body: text('hear me') }
    const sends = (who: 'bo' | 'cy', name: string) =>
      raw[who].ask({
        type: 'command',
        command: { type: 'SendMessage', clientMessageId: commandId(name), ...message },
      })
    const limit = { limit: certain(LimitCount, 1), windowSeconds: certain(WindowSeconds, 3_600), until: null }
    const set = await ada.command({ type: 'SetRateLimit', channelId, userId: null, ...limit })
    if (E.isLeft(set)) throw new Error(set.left._tag)
    const first = await sends('bo', 'one')
    expect(first).toMatchObject({ type: 'accepted' })
    const again = await sends('bo', 'two')
    expect(again).toMatchObject({ rejection: { _tag: 'LimitReached', retryAt: expect.any(String) } })
    expect(await sends('cy', 'mine')).toMatchObject({ type: 'accepted' })
    expect(E.isRight(await ada.send({ channelId, body: text('one') }))).toBe(true)
    expect(E.isRight(await ada.send({ channelId, body: text('two') }))).toBe(true)
    const { position } = first as { readonly position: Position }
    const asks = { type: 'restraints', channelId, atLeast: position } as const
    expect(await raw.bo.ask({ type: 'query', query: asks })).toMatchObject({
      result: {
        muted: null,
        limited: { ...limit, retryAt: (again as { rejection: { retryAt: Timestamp } }).rejection.retryAt },
      },
    })
    expect(await ada.query(asks)).toMatchObject({ right: { value: { muted: null, limited: null } } })
    expect(await ada.query({ type: 'limits', channelId })).toMatchObject({
      right: { value: { ofChannel: { ...limit, setBy: 'ada' }, limits: [], more: false } },
    })
    expect(await raw.cy.ask({ type: 'query', query: { type: 'limits', channelId } })).toMatchObject({
      rejection: { _tag: 'RoleTooLow', needs: 'moderator' },
    })
    const lifted = await ada.command({ type: 'LiftRateLimit', channelId, userId: null })
    expect(E.isRight(lifted)).toBe(true)
    expect(await sends('bo', 'three')).toMatchObject({ type: 'accepted' })
    for (const one of Object.values(raw)) expect(JSON.stringify(one.rest())).not.toMatch(/Limit|"rate"|since/)
    ada.close()
    for (const one of Object.values(raw)) one.socket.close()
  })
})

describe('flags', () => {
  it('FLAG-2, FLAG-4, FLAG-7, MOD-4: who may see flags sees who flagged and why, others only that a message is gone', async () => {
    const { ada, channelId } = await channelWith(bo, cy)
    const raw = { bo: await personRaw(engine.url, bo), cy: await personRaw(engine.url, cy) }
    for (const one of Object.values(raw)) await one.ask({ type: 'subscribe', channels: [{ channelId }] })
    const limit = await ada.command({ type: 'SetFlagLimit', channelId, limit: certain(FlagLimit, 2) })
    expect(E.isRight(limit)).toBe(true)
    const sent = await raw.bo.ask({
      type: 'command',
      command: {
        type: 'SendMessage',
        clientMessageId: commandId('buy'),
        channelId,
        feedId: mainFeed,
        parentId: null,
        body: text('buy tea'),
      },
    })
    const { messageId } = (sent as { readonly result: { readonly messageId: MessageId } }).result
    const reason = 'tea drinkers’ talk' as Reason
    const flag = { type: 'FlagMessage', channelId, messageId, reason } as const
    const flagged = await raw.cy.ask({
      type: 'command',
      command: { ...flag, commandId: commandId('by cy') },
    })
    expect(flagged).toMatchObject({ type: 'accepted' })
    const own = await raw.bo.ask({ type: 'command', command: { ...flag, commandId: commandId('own') } })
    expect(own).toMatchObject({ rejection: { _tag: 'MessageIsYours', messageId } })
    const { position: atLeast } = flagged as { readonly position: Position }
    expect(await ada.query({ type: 'reports', channelId, atLeast })).toMatchObject({
      right: {
        value: {
          flagLimit: 2,
          reports: [{ message: { messageId }, flagCount: 1, flags: [{ userId: cy, reason }] }],
          more: false,
        },
      },
    })
    expect(await raw.cy.ask({ type: 'query', query: { type: 'reports', channelId } })).toMatchObject({
      rejection: { _tag: 'RoleTooLow', needs: 'moderator' },
    })
    const second = await ada.command(flag)
    if (E.isLeft(second)) throw new Error(second.left._tag)
    const reports = { type: 'reports', channelId, atLeast: second.right.position } as const
    expect(await ada.query(reports)).toMatchObject({ right: { value: { reports: [] } } })
    const history = { type: 'history', channelId, feedId: mainFeed, atLeast: second.right.position } as const
    expect(await raw.bo.ask({ type: 'query', query: history })).toMatchObject({
      result: { messages: [{ messageId, body: null, deletedBy: 'parley:automod' }] },
    })
    const bos = JSON.stringify(raw.bo.rest())
    expect(bos).not.toMatch(/Flag|drinkers|by cy/)
    ada.close()
    for (const one of Object.values(raw)) one.socket.close()
  })
})
