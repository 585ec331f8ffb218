import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import type { Position, Revision, Timestamp, Upcaster } from '@parley/domain'
import {
  channelStream,
  DomainEvent,
  eventDefinitions,
  eventTypes,
  inboxStream,
  streamOf,
} from '@parley/domain'
import { acme, ada, adasChannel, bob, tenantId } from '@parley/domain/testing'
import { decodeRecorded, decoderWith, toNewEvent, upcastWith } from '@parley/event-store'
import type { JsonObject, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'

const at = '2026-11-21T12:00:00.000Z'
const renamed: unknown = {
  type: 'ChannelRenamed',
  tenantId: 'default',
  channelId: '6f9619ff-8b86-4d11-b42d-00c04fc964ff',
  by: 'ann',
  commandId: 'c1',
  at,
  name: 'general',
}
const marked: unknown = {
  type: 'ReadMarked',
  tenantId: 'default',
  userId: 'ann',
  commandId: 'c2',
  at,
  channelId: '6f9619ff-8b86-4d11-b42d-00c04fc964ff',
  feedId: 'main',
  segment: 7,
}

const domainEvent = (u: unknown): DomainEvent => {
  if (DomainEvent.is(u)) return u
  throw new Error('not an event')
}

const facts = {
  tenantId: 'default',
  channelId: '6f9619ff-8b86-4d11-b42d-00c04fc964ff',
  by: 'ann',
  commandId: 'c1',
  at,
}
const message = { messageId: facts.channelId, senderId: 'ann', feedId: 'main', segment: 1, parentId: null }

const recorded = (
  type: string,
  data: JsonObject,
  metadata: JsonObject = { v: 1 },
  stream = 'channel-default.6f9619ff-8b86-4d11-b42d-00c04fc964ff',
): RecordedEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata,
  stream,
  revision: 3 as Revision,
  position: 9 as Position,
  recordedAt: at as Timestamp,
})

/** What a log would give back of a domain event: through JSON and out again. */
const stored = (event: DomainEvent, more: JsonObject = {}): RecordedEvent => {
  const { type, data, metadata } = toNewEvent(event, randomUUID())
  const read = JSON.parse(JSON.stringify(data)) as JsonObject
  return recorded(type, { ...read, ...more }, metadata, streamOf(event))
}

describe('encoding and decoding', () => {
  it.each([renamed, marked])('LOG-21: a domain event comes back as it went in', (given) => {
    const event = domainEvent(given)
    expect(decodeRecorded(stored(event))).toEqual(E.right(event))
  })

  it('LOG-21: the data are the event without its type, the metadata say the version', () => {
    const event = domainEvent(renamed)
    const encoded = toNewEvent(event, 'id', { trace: 't', v: 99 })
    expect(encoded.type).toBe('ChannelRenamed')
    expect(encoded.data).not.toHaveProperty('type')
    expect({ ...encoded.data, type: encoded.type }).toEqual(event)
    expect(encoded.metadata).toEqual({ trace: 't', v: 1 })
  })

  it('LOG-21: what a later version added is kept', () => {
    const decoded = decodeRecorded(stored(domainEvent(renamed), { reason: 'better' }))
    expect(decoded).toMatchObject({ _tag: 'Right', right: { reason: 'better' } })
  })

  it('LOG-21: it is decoded once for all who ask', () => {
    const event = stored(domainEvent(renamed))
    expect(decodeRecorded(event)).toBe(decodeRecorded(event))
  })

  it.each([
    ['UnknownEventType', recorded('ChannelPainted', {})],
    ['UnknownEventVersion', recorded('ChannelRenamed', {}, { v: 2 })],
    ['MalformedEvent', stored(domainEvent(renamed), { name: '' })],
    ['MalformedEvent', recorded('ChannelRenamed', {})],
  ] as const)('LOG-22: %s is said with the place where it stands', (tag, event) => {
    const { stream, revision, position, type } = event
    expect(decodeRecorded(event)).toMatchObject({
      _tag: 'Left',
      left: { _tag: tag, stream, revision, position, type },
    })
  })

  it.each([
    ['another tenant', renamed, channelStream(acme, adasChannel)],
    ['another channel', renamed, channelStream(tenantId('default'), adasChannel)],
    ['a channel', renamed, inboxStream(tenantId('default'), ada)],
    ['another person', marked, inboxStream(tenantId('default'), bob)],
    ['another tenant', marked, inboxStream(acme, ada)],
    ['an inbox', marked, channelStream(tenantId('default'), adasChannel)],
    ['a stream with a longer name', renamed, `${streamOf(domainEvent(renamed))}.copy`],
  ])('LOG-50: an event that speaks of %s than its stream is refused', (_, given, stream) => {
    const event = domainEvent(given)
    expect(decodeRecorded({ ...stored(event), stream })).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'MisplacedEvent', stream, cause: `it is one of ${streamOf(event)}` },
    })
  })

  it('LOG-21: every event of the domain has a decoder', () => {
    const folder = new URL('../../domain/src/', import.meta.url)
    const declared = globSync('**/*events.ts', { cwd: folder }).flatMap((file) =>
      [
        ...readFileSync(new URL(file, folder), 'utf8').matchAll(
          /^export const ([A-Z]\w+) = \w+Event(?:With)?\(/gm,
        ),
      ].map(([, name]) => name),
    )
    expect(declared.length).toBeGreaterThan(10)
    expect(new Set<unknown>(eventTypes)).toEqual(new Set(declared))
  })
})

describe('upcasting', () => {
  it.each(eventDefinitions.map((definition) => [definition.type, definition] as const))(
    'LOG-23: %s is lifted from every version before its own',
    (type, { version, upcasters }) => {
      const taken = upcasters.filter((one) => one.type === type).map((one) => one.version)
      expect(taken).toEqual(Array.from({ length: version - 1 }, (_, n) => n + 1))
    },
  )

  const renames: ReadonlyArray<Upcaster> = [
    {
      type: 'ChannelTitled',
      version: 1,
      up: ({ title, ...data }) => ({
        type: 'ChannelRenamed',
        version: 1,
        data: { ...data, label: title ?? '' },
      }),
    },
    {
      type: 'ChannelRenamed',
      version: 1,
      up: ({ label, ...data }) => ({
        type: 'ChannelRenamed',
        version: 2,
        data: { ...data, name: label ?? '' },
      }),
    },
  ]
  const decode = decoderWith(renames, (type) => (type === 'ChannelRenamed' ? 2 : 1))

  it('LOG-23: older versions are lifted one after another, by type and version', () => {
    const event = domainEvent(renamed)
    const { type: _, data } = toNewEvent(event, 'id')
    const { name = '', ...rest } = data
    expect(decode(recorded('ChannelTitled', { ...rest, title: name }))).toEqual(E.right(event))
    expect(decode(recorded('ChannelTitled', { ...rest, title: name }, {}))).toEqual(E.right(event))
    expect(decode(recorded('ChannelRenamed', { ...rest, label: name }, { v: 1 }))).toEqual(E.right(event))
    expect(decode(recorded('ChannelRenamed', data, { v: 2 }))).toEqual(E.right(event))
  })

  it.each([
    ['👍\ufe0f', '👍'],
    ['❤', '❤️'],
    ['e\u0301', 'é'],
    ['\ufe0f', '\ufffd'],
  ])('REACT-10: a reaction that was stored as %j is %s to all who decode it', (written, name) => {
    const data = { ...facts, ...message, name: written }
    expect(decodeRecorded(recorded('ReactionAdded', data))).toMatchObject({ right: { name } })
    expect(decodeRecorded(recorded('ReactionRemoved', data))).toMatchObject({ right: { name } })
    expect(decodeRecorded(recorded('ReactionAdded', data, { v: 2 }))).toMatchObject({
      left: { _tag: 'MalformedEvent' },
    })
  })

  it('LOG-23: the stored event stays as it is', () => {
    const { data } = toNewEvent(domainEvent(renamed), 'id')
    const { name = '', ...rest } = data
    const old = recorded('ChannelTitled', { ...rest, title: name })
    const before = structuredClone(old)
    decode(old)
    expect(old).toEqual(before)
  })

  it('LOG-23: two that take the same version, or run in a circle, are refused', () => {
    const [first] = renames
    if (first === undefined) throw new Error('none')
    expect(() => upcastWith([first, first])).toThrow(RangeError)
    const round = upcastWith([{ type: 'A', version: 1, up: (data) => ({ type: 'A', version: 1, data }) }])
    expect(() => round({ type: 'A', version: 1, data: {} })).toThrow(RangeError)
  })
})
