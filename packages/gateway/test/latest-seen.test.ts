import { certain, Position, Revision, Timestamp } from '@parley/domain'
import { expect, test } from 'vitest'
import type { LiveUpdate } from '@parley/live'
import { sessions, settled } from './support/sessions.ts'
import { channel, user, world } from './support/world.ts'

const channelId = channel(1)
const latestOf = ({ revision, position, event }: LiveUpdate) => ({
  channelId,
  revision,
  position,
  at: event.at,
})
const authenticate = { type: 'authenticate', version: 1, token: 'ada' }

/** A channel of three events, and sessions over it. */
const spoken = () => {
  const here = world()
  here.join(channelId, user('ada'))
  here.send(channelId, user('ada'))
  const last = here.send(channelId, user('ada'))
  return { here, last, ...sessions({ world: here }) }
}

test('GW-85: who names no event, or one that the log has, is told that it is known', async () => {
  const { open, last, logWasSetBack } = spoken()
  expect(await open().ask(authenticate)).toMatchObject({ type: 'authenticated', known: true })
  expect(await open().ask({ ...authenticate, latest: latestOf(last) })).toMatchObject({ known: true })
  expect(logWasSetBack).not.toHaveBeenCalled()
})

const others = {
  'beyond the end': { revision: certain(Revision, 50), position: certain(Position, 90) },
  'at another position': { position: certain(Position, 2) },
  'of another time': { at: certain(Timestamp, '2026-03-01T12:00:00.001Z') },
  'at another revision': { revision: certain(Revision, 1) },
  'of another channel': { channelId: channel(2) },
}

test.for(Object.entries(others))('GW-85: an event %s is not known', async ([, other]) => {
  const { open, last, logWasSetBack } = spoken()
  const answer = await open().ask({ ...authenticate, latest: { ...latestOf(last), ...other } })
  expect(answer).toMatchObject({ type: 'authenticated', known: false })
  expect(logWasSetBack).toHaveBeenCalled()
})

test('GW-85: where the log can’t be asked, who comes is told to come again', async () => {
  const { open, here, last } = spoken()
  here.unavailable = true
  const ada = open()
  const latest = latestOf(last)
  expect(await ada.ask({ ...authenticate, latest })).toMatchObject({ error: { _tag: 'Unavailable' } })
  here.unavailable = false
  expect(await ada.ask({ ...authenticate, latest })).toMatchObject({ type: 'authenticated', known: true })
})

test('GW-120: who has seen more of the log than has come here is answered nothing older than that', async () => {
  const { here, open } = spoken()
  await settled()
  // Another process told of this one: the log has not brought it here, and the read models have it not.
  here.manual = true
  here.projectedTo = here.entries.length
  const seen = here.send(channelId, user('ada'))
  const ada = open()
  expect(await ada.ask({ ...authenticate, latest: latestOf(seen) })).toMatchObject({ known: true })
  const asked = ada.ask({ type: 'query', query: { type: 'conversation', channelId } })
  await settled()
  here.project()
  expect(await asked).toMatchObject({
    position: seen.position,
    result: { conversation: { channel: { revision: 3 } } },
  })
})

test('GW-120: what the log has not is not waited for', async () => {
  const { open, last } = spoken()
  const ada = open()
  await ada.ask({ ...authenticate, latest: { ...latestOf(last), position: certain(Position, 90) } })
  expect(await ada.ask({ type: 'query', query: { type: 'conversation', channelId } })).toMatchObject({
    position: 3,
  })
})
