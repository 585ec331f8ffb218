import {
  certain,
  type Command,
  DisplayName,
  type DomainEvent,
  type ProfileSet,
  StatusText,
  streamOf,
} from '@parley/domain'
import {
  acme,
  ada,
  arbitrarySelves,
  at,
  bob,
  commandId,
  decideOn,
  emptyWorld,
  fileId,
  metadata,
  stateAfter,
  submit,
  worldAfter,
} from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'

const given = (...said: ReadonlyArray<DomainEvent>) => ({
  when: (command: Command) => decideOn(command, stateAfter(said)),
})
const nothing = E.right([])

const asked = (name: string, n = 1) => ({ tenantId: acme, by: ada, commandId: commandId(name), at: at(n) })
const said = (name: string, n = 1) => ({ tenantId: acme, userId: ada, commandId: commandId(name), at: at(n) })
const displayName = certain(DisplayName, 'Ada Lovelace')
const avatarFileId = fileId('a1')
const team = metadata({ team: 'tea' })
const none = { displayName: null, avatarFileId: null, metadata: null }
const profile: ProfileSet = { type: 'ProfileSet', ...said('p'), displayName, avatarFileId, metadata: team }
const text = certain(StatusText, 'at lunch')
const status = { type: 'StatusSet', ...said('s'), text, until: at(50) } as const

test('PEOPLE-2: a profile is said whole; what is left out stays, and null takes it back', () => {
  expect(given().when({ type: 'SetProfile', ...asked('p'), displayName })).toEqual(
    E.right([{ type: 'ProfileSet', ...said('p'), ...none, displayName }]),
  )
  expect(given(profile).when({ type: 'SetProfile', ...asked('q'), avatarFileId: null })).toEqual(
    E.right([{ ...profile, ...said('q'), avatarFileId: null }]),
  )
  expect(given(profile).when({ type: 'SetProfile', ...asked('q'), ...none })).toEqual(
    E.right([{ ...profile, ...said('q'), ...none }]),
  )
  // An empty object is none, and what is said already is nothing to do.
  expect(given(profile).when({ type: 'SetProfile', ...asked('q'), metadata: metadata({}) })).toEqual(
    E.right([{ ...profile, ...said('q'), metadata: null }]),
  )
  expect(given(profile).when({ type: 'SetProfile', ...asked('q'), displayName, metadata: team })).toEqual(
    nothing,
  )
  expect(given().when({ type: 'SetProfile', ...asked('q'), ...none })).toEqual(nothing)
})

test('PEOPLE-3: a status is said for good or until a moment, and taken back', () => {
  expect(given().when({ type: 'SetStatus', ...asked('s'), text, until: at(50) })).toEqual(E.right([status]))
  expect(given().when({ type: 'SetStatus', ...asked('s'), text })).toEqual(
    E.right([{ ...status, until: null }]),
  )
  expect(given(status).when({ type: 'SetStatus', ...asked('t'), text, until: at(50) })).toEqual(nothing)
  expect(given(status).when({ type: 'SetStatus', ...asked('t'), text: null, until: at(50) })).toEqual(
    E.right([{ ...status, ...said('t'), text: null, until: null }]),
  )
  expect(given().when({ type: 'SetStatus', ...asked('t'), text: null })).toEqual(nothing)
})

test('PEOPLE-3: no status ends before it is said; one that is over can be said again', () => {
  expect(given().when({ type: 'SetStatus', ...asked('s', 50), text, until: at(50) })).toEqual(
    E.left({ _tag: 'EndsInThePast' }),
  )
  expect(given(status).when({ type: 'SetStatus', ...asked('t', 60), text, until: at(70) })).toEqual(
    E.right([{ ...status, ...said('t', 60), until: at(70) }]),
  )
})

test('PEOPLE-1: whatever is said is about who says it, in their own stream, and a command is carried out once', () => {
  fc.assert(
    fc.property(arbitrarySelves(), (commands) => {
      const world = emptyWorld()
      const done = commands.filter((command) => {
        const outcome = submit(world, command)
        const events = E.isRight(outcome) ? outcome.right : []
        for (const event of events) {
          expect(event).toMatchObject({ tenantId: acme, userId: command.by, commandId: command.commandId })
          expect(streamOf(event)).toBe(`user-${acme}.${command.by}`)
        }
        return events.length > 0
      })
      for (const command of done) expect(submit(world, command)).toEqual(nothing)
      expect(worldAfter([...commands, ...commands]).events.slice(0, world.events.length)).toEqual(
        world.events,
      )
    }),
  )
})

test('PEOPLE-2 PEOPLE-3: after any history nobody said twice running what they had said', () => {
  const wholeOf = ({ commandId: _name, at: _at, ...event }: DomainEvent) => event
  let compared = 0
  fc.assert(
    fc.property(arbitrarySelves(), (commands) => {
      const { events } = worldAfter(commands)
      const last = new Map<string, unknown>()
      for (const event of events) {
        const about = `${event.type} ${streamOf(event)}`
        compared += last.has(about) ? 1 : 0
        expect(wholeOf(event)).not.toEqual(last.get(about))
        last.set(about, wholeOf(event))
      }
    }),
  )
  expect(compared).toBeGreaterThan(100)
})

test('PEOPLE-1: the same name from two people is two commands', () => {
  const world = emptyWorld()
  submit(world, { type: 'SetProfile', ...asked('p'), displayName })
  submit(world, { type: 'SetProfile', ...asked('p'), by: bob, displayName })
  expect(world.events).toMatchObject([{ userId: ada }, { userId: bob }])
})
