import { badge, type Client, isPutAway, isSilent } from '@parley/client'
import {
  type ChannelId,
  type ChannelName,
  type Description,
  type DraftText,
  mainFeed,
  type MessageText,
  type Nickname,
  type Position,
  timestampOf,
  type UserId,
} from '@parley/domain'
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
const done = async (answer: ReturnType<Client['command']>): Promise<void> => {
  const outcome = await answer
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
}

/** Ada's private channel with Bo, where both are, Bo on two devices. */
const begun = async () => {
  const ada = personAt(engine.url, 'ada')
  const [phone, desk] = [personAt(engine.url, 'bo'), personAt(engine.url, 'bo')]
  const created = await ada.command({
    type: 'CreateChannel',
    channelType: 'private',
    name: 'tea' as ChannelName,
    description: '' as Description,
    members: ['bo' as UserId],
  })
  if (E.isLeft(created) || created.right.result.channelId === undefined) throw new Error('not created')
  const { channelId } = created.right.result
  for (const one of [ada, phone, desk]) await seen(one, (state) => state.conversations.get(channelId))
  return { ada, phone, desk, channelId }
}
const personalOf = (client: Client, channelId: ChannelId) =>
  client.state().conversations.get(channelId)?.personal

describe('what is one’s own', () => {
  it('PERSONAL-3: comes to all devices of the person, to nobody else, and is there for who comes later', async () => {
    const { ada, phone, desk, channelId } = await begun()
    const watching = await personRaw(engine.url, 'ada')
    await watching.ask({ type: 'subscribe', channels: [{ channelId }] })
    const until = timestampOf(new Date(Date.now() + 3_600_000))
    await done(phone.command({ type: 'SetNotification', channelId, mode: 'silent', until }))
    await done(phone.command({ type: 'SetFavourite', channelId, favourite: true }))
    await done(
      phone.command({ type: 'SaveDraft', channelId, feedId: mainFeed, text: 'dear <secret>' as DraftText }),
    )
    await done(phone.command({ type: 'ArchiveForMe', channelId }))
    const whole = await seen(desk, (state) => {
      const line = state.conversations.get(channelId)
      return line?.personal.putAway == null ? undefined : line
    })
    expect(whole.personal).toMatchObject({
      notifications: [{ feedId: null, mode: 'silent', until }],
      favourite: true,
      drafts: [{ feedId: mainFeed, text: 'dear <secret>', segment: 0 }],
    })
    expect(isPutAway(whole)).toBe(true)
    // A device that comes now is told the same by the read models.
    const tablet = personAt(engine.url, 'bo')
    const line = await seen(tablet, (state) => state.conversations.get(channelId))
    expect(line.personal).toEqual(whole.personal)
    // What Ada is told ends with a message that came after all of it.
    await done(desk.send({ channelId, body: text('the end') }))
    await seen(ada, (state) => state.conversations.get(channelId)?.lastMessage?.body?.text === 'the end')
    const asked = await watching.ask({ type: 'query', query: { type: 'conversation', channelId } })
    expect(asked).toMatchObject({
      result: {
        conversation: { personal: { notifications: [], putAway: null, favourite: false, drafts: [] } },
      },
    })
    const heard = JSON.stringify(watching.rest())
    expect(heard).toContain('the end')
    const own = ['secret', 'NotificationSet', 'FavouriteSet', 'DraftSaved', 'ConversationArchived']
    expect(own.filter((word) => heard.includes(word))).toEqual([])
    watching.socket.close()
    for (const one of [ada, phone, desk, tablet]) one.close()
  })

  it('PERSONAL-11 PERSONAL-32: a message brings a conversation back, and one’s own empties the draft', async () => {
    const { ada, phone, desk, channelId } = await begun()
    await done(phone.command({ type: 'ArchiveForMe', channelId }))
    await done(phone.command({ type: 'SaveDraft', channelId, feedId: mainFeed, text: 'hm' as DraftText }))
    await seen(desk, () => personalOf(desk, channelId)?.drafts.length === 1)
    await done(ada.send({ channelId, body: text('are you there?') }))
    const back = await seen(desk, (state) => {
      const line = state.conversations.get(channelId)
      return line !== undefined && line.unread === 1 && line
    })
    expect(isPutAway(back)).toBe(false)
    expect(back.personal.drafts).toHaveLength(1)
    await done(phone.send({ channelId, body: text('yes') }))
    await seen(desk, () => personalOf(desk, channelId)?.drafts.length === 0)
    const tablet = personAt(engine.url, 'bo')
    const line = await seen(tablet, (state) => state.conversations.get(channelId))
    expect(line.personal.drafts).toEqual([])
    for (const one of [ada, phone, desk, tablet]) one.close()
  })

  it('NOTIFY-5: the badge leaves out what is silent, the count does not; for a while, or by the channel', async () => {
    const { ada, phone, desk, channelId } = await begun()
    const line = (client: Client) => client.state().conversations.get(channelId)
    await done(ada.send({ channelId, body: text('one') }))
    const loud = await seen(phone, () => line(phone)?.unread === 1 && line(phone))
    expect([badge([loud]), isSilent(loud)]).toEqual([1, false])
    const until = timestampOf(new Date(Date.now() + 3_600_000))
    await done(desk.command({ type: 'SetNotification', channelId, mode: 'silent', until }))
    const silent = await seen(phone, () => line(phone)?.personal.notifications.length === 1 && line(phone))
    expect([silent.unread, badge([silent])]).toEqual([1, 0])
    expect(badge([silent], new Date(until))).toBe(1)
    await done(ada.command({ type: 'SetChannelNotification', channelId, mode: 'silent' }))
    const quiet = await seen(phone, () => line(phone)?.channel.notification === 'silent' && line(phone))
    expect(badge([quiet], new Date(until))).toBe(0)
    for (const one of [ada, phone, desk]) one.close()
  })

  it('PERSONAL-4 MEM-31: who comes back finds their own as it was, and has no nickname', async () => {
    const { ada, phone, desk, channelId } = await begun()
    await done(phone.command({ type: 'SetFavourite', channelId, favourite: true }))
    await done(phone.command({ type: 'SetNickname', channelId, nickname: 'Countess' as Nickname }))
    const members = async (atLeast: Position) => {
      const answer = await ada.query({ type: 'members', channelId, atLeast })
      if (E.isLeft(answer)) throw new Error(answer.left._tag)
      return answer.right.value.members.map(({ userId, nickname }) => [userId, nickname])
    }
    await ada.open(channelId)
    await ada.loadMembers(channelId)
    const named = await seen(ada, (state) => {
      const all = state.timelines.get(channelId)?.roster?.members
      return all?.find(({ nickname }) => nickname === 'Countess')
    })
    expect(named.userId).toBe('bo')
    await done(phone.command({ type: 'LeaveChannel', channelId }))
    await seen(phone, (state) => !state.conversations.has(channelId))
    await done(ada.command({ type: 'AddMember', channelId, userId: 'bo' as UserId }))
    const line = await seen(phone, (state) => state.conversations.get(channelId))
    expect(line.personal.favourite).toBe(true)
    expect(await members(line.channel.position)).toEqual([
      ['ada', null],
      ['bo', null],
    ])
    for (const one of [ada, phone, desk]) one.close()
  })
})
