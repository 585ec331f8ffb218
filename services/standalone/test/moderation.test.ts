import type { ChannelName, Description, MessageText, Reason, UserId } from '@parley/domain'
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
