import { expect, test } from 'vitest'
import { acceptedAt } from '@parley/engine/testing'
import { type Person, sessions, settled } from './support/sessions.ts'
import { channel, user, world } from './support/world.ts'

const [one, two] = [channel(1), channel(2)]
const people = ['ada', 'bob', 'cy']

const watchingAll = async (...names: ReadonlyArray<string>) => {
  const here = world()
  for (const name of people) for (const channelId of [one, two]) here.join(channelId, user(name))
  const all = sessions({ world: here })
  const persons: Array<Person> = []
  for (const name of names) {
    const person = await all.enter(name)
    await person.ask({ type: 'subscribe', channels: [{ channelId: one }, { channelId: two }] })
    person.socket.messages.length = 0
    persons.push(person)
  }
  here.manual = true
  return { here, persons, ...all }
}

test('GW-15: what a batch changed in a channel is one message, of the same bytes for everyone', async () => {
  const { here, persons } = await watchingAll(...people)
  for (let n = 0; n < 3; n += 1) here.send(one, user('ada'))
  here.publish()
  await settled()
  const [message] = persons[0]?.socket.messages ?? []
  expect(message).toBeInstanceOf(Uint8Array)
  for (const { socket, revisions } of persons) {
    expect(socket.messages).toHaveLength(1)
    expect(socket.messages[0]).toBe(message)
    expect(revisions()).toEqual([3, 4, 5])
  }
})

test('GW-15: what it changed in several channels, and what is one’s own, is one message too', async () => {
  const { here, persons } = await watchingAll('ada', 'bob')
  here.send(one, user('ada'))
  here.send(two, user('bob'))
  here.read(one, user('bob'))
  here.publish()
  await settled()
  const [ada, bob] = persons
  expect(ada?.socket.messages).toHaveLength(1)
  expect(bob?.socket.messages).toHaveLength(1)
  const kinds = ({ socket }: Person) =>
    socket.frames
      .filter(({ type }) => type === 'updates')
      .map((frame) => (frame.type === 'updates' ? frame.updates.map(({ cause }) => cause.type) : []))
  expect(ada && kinds(ada)).toEqual([['MessageSent'], ['MessageSent']])
  expect(bob && kinds(bob)).toEqual([['MessageSent'], ['MessageSent'], ['ReadMarked']])
})

test('GW-16: answers that are ready go in one message, and with the updates where there are some', async () => {
  const { here, persons, commands } = await watchingAll('ada', 'bob')
  const [ada, bob] = persons
  if (ada === undefined) throw new Error('nobody')
  const ask = (commandId: string) =>
    ada.ask({ type: 'command', command: { type: 'LeaveChannel', commandId, channelId: one } })
  const alone = [ask('a'), ask('b')]
  for (const { answer } of commands.asked) answer(acceptedAt(7))
  await Promise.all(alone)
  expect(ada?.socket.messages).toHaveLength(1)
  const along = ask('c')
  here.send(one, user('bob'))
  here.publish()
  commands.asked[2]?.answer(acceptedAt(8))
  await along
  await settled()
  expect(ada?.socket.messages).toHaveLength(2)
  expect(bob?.socket.messages).toHaveLength(1)
  expect(ada?.socket.frames.slice(-2).map(({ type }) => type)).toEqual(['accepted', 'updates'])
})

test('GW-17: what is addressed to somebody goes to all their sessions, watching or not, and once to each', async () => {
  const { here, persons, enter } = await watchingAll('ada')
  const [watching] = persons
  const idle = await enter('ada')
  const other = await enter('bob')
  here.read(one, user('ada'))
  here.leave(one, user('ada'))
  here.join(one, user('ada'))
  here.publish()
  await settled()
  expect(watching?.revisions()).toEqual([3, 0, 4])
  expect(idle.revisions()).toEqual([0, 3, 4])
  expect(other.revisions()).toEqual([])
  here.send(one, user('bob'))
  here.publish()
  await settled()
  expect(watching?.revisions()).toEqual([3, 0, 4])
})

test('GW-26: when the log is not to be reached, it is asked again until it is', async () => {
  const here = world()
  here.unavailable = true
  here.join(one, user('ada'))
  const { enter, clock } = sessions({ world: here })
  const ada = await enter('ada')
  const answer = ada.ask({ type: 'subscribe', channels: [{ channelId: one, after: 0 }] })
  await settled()
  here.unavailable = false
  clock.advance(500)
  expect(await answer).toMatchObject({ channels: [{ _tag: 'delta' }] })
  here.send(one, user('ada'))
  await settled()
  expect(ada.revisions()).toEqual([1])
})
