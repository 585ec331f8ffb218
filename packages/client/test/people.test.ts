import type { PersonUpdate, PersonView } from '@parley/contract'
import { certain, CommandId, DisplayName, Position, Revision, StatusText, type UserId } from '@parley/domain'
import { ada, at, bob, cleo, fileId } from '@parley/domain/testing'
import { describe, expect, it } from 'vitest'
import { nameOf, statusTextOf } from '../src/state/people.ts'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { asked, catchUpTea, letIn, letInAgain, showTea } from './support/let-in.ts'

const said = (userId: UserId, revision: number | null, more: Partial<PersonView> = {}): PersonView => ({
  userId,
  displayName: null,
  avatarFileId: null,
  metadata: null,
  status: null,
  revision: revision === null ? null : certain(Revision, revision),
  ...more,
})
const name = (text: string) => certain(DisplayName, text)
const update = (userId: UserId, revision: number, ...changes: PersonUpdate['changes']): PersonUpdate => ({
  userId,
  revision: certain(Revision, revision),
  position: certain(Position, 50 + revision),
  cause: { type: 'ProfileSet', at: at(1), by: userId, commandId: certain(CommandId, 'p') },
  changes,
})
const answer = async (server: FakeServer, people: Array<PersonView>, more = false): Promise<void> => {
  const position = certain(Position, 40)
  server.say({
    type: 'result',
    id: asked(server, 'profiles'),
    position,
    result: { type: 'profiles', people, more },
  })
  await turn()
}
const questions = (server: FakeServer) =>
  server.heard.flatMap((frame) =>
    frame.type === 'query' && frame.query.type === 'profiles' ? [frame.query.userIds] : [],
  )

const begun = async () => {
  const parts = await letIn()
  await showTea(parts.server, 1)
  return parts
}

describe('SDK-160: what people say of themselves', () => {
  it('is asked for once, of all who are wanted in a turn, and those who say nothing are called by their id', async () => {
    const { client, server } = await begun()
    client.know([bob])
    client.know([cleo, bob])
    await turn()
    expect(questions(server)).toEqual([[bob, cleo]])
    await answer(server, [said(bob, 0, { displayName: name('Bob the B') })])
    expect(nameOf(client.state(), bob)).toBe('Bob the B')
    expect(nameOf(client.state(), cleo)).toBe(cleo)
    client.know([bob, cleo])
    await turn()
    expect(questions(server)).toHaveLength(1)
  })

  it('is asked for further where not all had room in an answer', async () => {
    const { client, server } = await begun()
    client.know([bob, cleo])
    await turn()
    await answer(server, [said(bob, 0)], true)
    expect(questions(server).at(-1)).toEqual([cleo])
    await answer(server, [said(cleo, 0, { displayName: name('C') })])
    expect(nameOf(client.state(), cleo)).toBe('C')
  })

  it('goes on with what is told, each revision once; who missed one asks anew', async () => {
    const { client, server } = await begun()
    client.know([bob])
    await turn()
    await answer(server, [said(bob, 3, { displayName: name('Bob'), avatarFileId: fileId('a') })])
    const put = { row: 'profile', put: { displayName: name('Robert') } } as const
    const away = { row: 'status', put: { text: certain(StatusText, 'away'), until: at(50) } } as const
    server.say({ type: 'people', updates: [update(bob, 4, put), update(bob, 5, away), update(cleo, 9, put)] })
    await turn()
    expect(client.state().people.get(bob)).toEqual(
      said(bob, 5, {
        displayName: name('Robert'),
        status: { text: certain(StatusText, 'away'), until: at(50) },
      }),
    )
    server.say({ type: 'people', updates: [update(bob, 4, { row: 'profile', put: {} })] })
    await turn()
    expect(nameOf(client.state(), bob)).toBe('Robert')
    expect(questions(server)).toHaveLength(1)
    server.say({ type: 'people', updates: [update(bob, 7, { row: 'status', remove: true })] })
    await turn()
    expect(questions(server)).toHaveLength(2)
    await answer(server, [said(bob, 7, { displayName: name('Rob') })])
    expect(client.state().people.get(bob)).toMatchObject({ displayName: 'Rob', status: null })
  })

  it('has a status until its end', async () => {
    const { client, server } = await begun()
    client.know([bob])
    await turn()
    await answer(server, [said(bob, 0, { status: { text: certain(StatusText, 'at lunch'), until: at(50) } })])
    expect(statusTextOf(client.state(), bob, new Date(at(49)))).toBe('at lunch')
    expect(statusTextOf(client.state(), bob, new Date(at(50)))).toBeUndefined()
    expect(statusTextOf(client.state(), ada)).toBeUndefined()
  })

  it('is asked for anew where something of it was left out, and over each connection', async () => {
    const { client, server, ...parts } = await begun()
    client.know([bob])
    await turn()
    await answer(server, [said(bob, 0)])
    server.say({ type: 'resync', channelIds: [], people: true })
    await turn()
    expect(questions(server)).toHaveLength(2)
    server.drop()
    await turn()
    const next = await letInAgain(parts, 1)
    await catchUpTea(next, 1)
    expect(questions(next)).toEqual([[bob]])
  })

  it('of oneself is said with what changes alone', async () => {
    const { client, server } = await begun()
    void client.setProfile({ displayName: name('Ada L') })
    void client.setStatus({ text: null })
    await turn()
    const commands = server.heard.flatMap((frame) => (frame.type === 'command' ? [frame.command] : []))
    expect(commands).toMatchObject([
      { type: 'SetProfile', displayName: 'Ada L' },
      { type: 'SetStatus', text: null },
    ])
    expect(commands[0]).not.toHaveProperty('avatarFileId')
  })
})
