import { acceptedAt } from '@parley/engine/testing'
import { expect, test } from 'vitest'
import { type Person, sessions, settled } from './support/sessions.ts'
import { channel, user, type World, world } from './support/world.ts'

const channelId = channel(1)
const ada = user('ada')
const bob = user('bob')
const subscribe = (after?: number) => ({
  type: 'subscribe',
  channels: [{ channelId, ...(after === undefined ? {} : { after }) }],
})

const askOf = (person: Person) => person.ask({ type: 'query', query: { type: 'conversation', channelId } })

/** What somebody asks while the read models stand still, which then go on. */
const answerOnceProjected = async (person: Person, here: World): Promise<unknown> => {
  const asked = askOf(person)
  await settled()
  here.project()
  return asked
}

test('GW-101: no answer is older than what its session was told', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  const person = await enter('ada')
  expect(await person.ask(subscribe())).toMatchObject({
    type: 'subscribed',
    channels: [{ _tag: 'snapshot' }],
  })
  here.projectedTo = here.entries.length
  here.send(channelId, ada)
  await settled()
  expect(await answerOnceProjected(person, here)).toMatchObject({
    position: 2,
    result: { conversation: { channel: { revision: 1 } } },
  })
})

test('GW-101: nor than what was addressed to somebody just before they came', async () => {
  const { enter, world: here } = sessions()
  here.join(channel(2), bob)
  here.projectedTo = here.entries.length
  here.join(channelId, ada)
  const person = await enter('ada')
  expect(await answerOnceProjected(person, here)).toMatchObject({
    position: 2,
    result: { conversation: { channel: { revision: 0 } } },
  })
})

test('LIVE-42: whoever came before the log was followed is answered once it is, with all that came before that', async () => {
  const here = world()
  const asking = Promise.withResolvers<void>()
  const { end } = here.log
  Object.assign(here, {
    log: { ...here.log, end: () => () => asking.promise.then(() => end()()) } satisfies typeof here.log,
  })
  const { enter } = sessions({ world: here })
  here.projectedTo = 0
  const person = await enter('ada')
  const asked = askOf(person)
  await settled()
  // Another process commits it: where the log is followed from stands behind it, and so it is told to nobody.
  here.join(channelId, ada)
  asking.resolve()
  await settled()
  here.project()
  expect(await asked).toMatchObject({ position: 1 })
})

test('GW-121: no answer is older than a command that its session was told is accepted', async () => {
  const { enter, world: here, commands } = sessions()
  here.join(channelId, ada)
  const person = await enter('ada')
  here.manual = true
  here.projectedTo = here.entries.length
  const sent = here.send(channelId, ada)
  const accepted = person.ask({
    type: 'command',
    command: { type: 'JoinChannel', commandId: 'j', channelId },
  })
  commands.asked[0]?.answer(acceptedAt(sent.position))
  await accepted
  expect(await answerOnceProjected(person, here)).toMatchObject({
    position: 2,
    result: { conversation: { channel: { revision: 1 } } },
  })
})

test('GW-121: nor than the delta that a watch of it began with', async () => {
  const { enter, world: here } = sessions()
  here.join(channelId, ada)
  const person = await enter('ada')
  here.manual = true
  here.projectedTo = here.entries.length
  here.send(channelId, ada)
  expect(await person.ask(subscribe(0))).toMatchObject({ channels: [{ _tag: 'delta', revision: 1 }] })
  expect(await answerOnceProjected(person, here)).toMatchObject({
    position: 2,
    result: { conversation: { channel: { revision: 1 } } },
  })
})

const slowBytes = 1_000

/** Somebody whose socket took nothing while something happened, and who is told by now that they missed it. */
const missing = async (happens: (here: World) => void) => {
  const { enter, world: here } = sessions({ limits: { slowBytes } })
  here.join(channelId, ada)
  const person = await enter('ada')
  await person.ask(subscribe())
  here.projectedTo = here.entries.length
  person.socket.buffered = slowBytes + 1
  happens(here)
  await settled()
  person.socket.buffered = 0
  person.session.drained()
  await person.saw('resync')
  return { person, here }
}

test.each<readonly [string, (here: World) => void]>([
  ['an update of a channel', (here) => void here.send(channelId, ada)],
  ['what is addressed to them', (here) => void here.read(channelId, ada)],
])('GW-121: nor than %s that its session is told to have missed', async (_, happens) => {
  const { person, here } = await missing(happens)
  expect(await answerOnceProjected(person, here)).toMatchObject({ position: 2 })
})

test('GW-121: nor than what its watch has missed before it began', async () => {
  const { enter, world: here } = sessions({ engineLimits: { watching: { heldUpdates: 1 } } })
  here.join(channelId, ada)
  const person = await enter('ada')
  here.projectedTo = here.entries.length
  here.pace = async (where) => {
    if (where !== 'log') return
    here.pace = () => Promise.resolve()
    here.send(channelId, ada)
    here.send(channelId, ada)
    await settled()
  }
  void person.ask(subscribe(0))
  await person.saw('resync')
  expect(await answerOnceProjected(person, here)).toMatchObject({ position: 3 })
})
