import { type Client, nameOf, statusTextOf } from '@parley/client'
import type {
  ChannelId,
  ChannelName,
  Description,
  DisplayName,
  MessageText,
  StatusText,
  UserId,
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

const [ada, bo] = ['ada', 'bo'] as ReadonlyArray<string> as [UserId, UserId]
const displayName = 'Ada Lovelace' as DisplayName
const done = async (answer: ReturnType<Client['command']>) => {
  const outcome = await answer
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right.result
}
const text = (words: string) => ({ kind: 'text' as const, text: words as MessageText })
const create = async (by: Client, members: ReadonlyArray<UserId>): Promise<ChannelId> => {
  const { channelId } = await done(
    by.command({
      type: 'CreateChannel',
      channelType: 'private',
      name: 'tea' as ChannelName,
      description: '' as Description,
      members,
    }),
  )
  if (channelId === undefined) throw new Error('not created')
  return channelId
}

describe('what people say of themselves', () => {
  it('PEOPLE-4 PEOPLE-2 PEOPLE-3: comes to one’s own devices and to who is in a channel with one, as it is said', async () => {
    const [desk, phone, bos] = [
      personAt(engine.url, ada),
      personAt(engine.url, ada),
      personAt(engine.url, bo),
    ]
    const stranger = await personRaw(engine.url, 'eve')
    const channelId = await create(desk, [bo])
    for (const one of [desk, phone, bos]) {
      await seen(one, (state) => state.conversations.get(channelId))
      one.know([ada])
    }
    // Ada said nothing: all three know that before she does, and are told from then on.
    for (const one of [desk, phone, bos]) await seen(one, (state) => state.people.get(ada))
    await done(desk.setProfile({ displayName }))
    await done(desk.setStatus({ text: 'at lunch' as StatusText }))
    for (const one of [desk, phone, bos])
      expect(await seen(one, (state) => statusTextOf(state, ada))).toBe('at lunch')
    expect(nameOf(bos.state(), ada)).toBe('Ada Lovelace')
    expect(bos.state().people.get(ada)?.revision).toBe(1)
    // What is taken back is told as well, and who comes later is answered the same.
    await done(phone.setStatus({ text: null }))
    await seen(bos, (state) => state.people.get(ada)?.status === null)
    const later = personAt(engine.url, bo)
    await seen(later, (state) => state.conversations.get(channelId))
    later.know([ada])
    expect(await seen(later, (state) => state.people.get(ada))).toEqual(bos.state().people.get(ada))
    // Eve shares no channel with her: she was told nothing, and finds her by the name that she gave herself.
    const found = await stranger.ask({ type: 'query', query: { type: 'directory', search: 'love' } })
    expect(found).toMatchObject({ result: { people: [{ userId: ada, displayName }], more: false } })
    expect(stranger.rest().some(({ type }) => type === 'people')).toBe(false)
    stranger.socket.close()
    for (const one of [desk, phone, bos, later]) one.close()
  })

  it('PEOPLE-1: a command is carried out once, also over another connection and after what followed', async () => {
    const one = await personRaw(engine.url, 'dan')
    const command = { type: 'SetProfile', commandId: 'once', displayName: 'Dan' }
    const then = { ...command, commandId: 'then', displayName: 'Daniel' }
    await one.ask({ type: 'command', command: command as never })
    await one.ask({ type: 'command', command: then as never })
    const other = await personRaw(engine.url, 'dan')
    expect(await other.ask({ type: 'command', command: command as never })).toMatchObject({
      type: 'accepted',
    })
    const query = { type: 'profiles', userIds: ['dan'] }
    expect(await other.ask({ type: 'query', query: query as never })).toMatchObject({
      result: { people: [{ displayName: 'Daniel', revision: 1 }] },
    })
    for (const { socket } of [one, other]) socket.close()
  })

  it('PEOPLE-2 PEOPLE-3: what is no name, and what is too long, is refused by its field', async () => {
    const one = await personRaw(engine.url, 'dan')
    const commands = [
      [{ type: 'SetProfile', displayName: ' ' }, 'displayName'],
      [{ type: 'SetProfile', displayName: 'x'.repeat(129) }, 'displayName'],
      [{ type: 'SetProfile', avatarFileId: 'a b' }, 'avatarFileId'],
      [{ type: 'SetProfile', metadata: { much: 'x'.repeat(8_192) } }, 'metadata'],
      [{ type: 'SetStatus', text: 'x'.repeat(141) }, 'text'],
      [{ type: 'SetStatus', text: 'a', until: 'soon' }, 'until'],
    ] as const
    for (const [command, field] of commands)
      expect(
        await one.ask({ type: 'command', command: { commandId: 'bad', ...command } as never }),
      ).toMatchObject({
        error: { _tag: 'BadFrame', path: expect.stringContaining(field) as string },
      })
    one.socket.close()
  })
})

it('PEOPLE-4: messages go on beside it', async () => {
  const [adas, bos] = [personAt(engine.url, ada), personAt(engine.url, bo)]
  const channelId = await create(adas, [bo])
  await seen(bos, (state) => state.conversations.get(channelId))
  const [sent] = await Promise.all([
    done(adas.send({ channelId, body: text('hello') })),
    done(adas.setStatus({ text: 'writing' as StatusText })),
  ])
  const told = await seen(bos, (state) => state.conversations.get(channelId)?.lastMessage?.messageId)
  expect(told).toBe(sent.messageId)
  for (const one of [adas, bos]) one.close()
})
