import { createHmac } from 'node:crypto'
import {
  addressOf,
  type DomainEvent,
  DomainEvent as DomainEventCodec,
  eventIdOf,
  streamOf,
  UserId,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  arbitraryTenantId,
  at,
  bob,
  commandId,
  tenantId,
} from '@parley/domain/testing'
import { memoryEventStore } from '@parley/event-store'
import { replay } from '@parley/replay'
import fc from 'fast-check'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { shapeOf } from '../src/codecs/shape.ts'
import { hmacSha256 } from '../src/mask/hmac.ts'
import { keyed } from '../src/mask/keyed.ts'
import { masker } from '../src/mask/mask.ts'
import { maskedValues } from '../src/mask/masked-values.ts'
import { Crowd, generated, marked, valuesOf } from './support/generated.ts'
import { aHistory, all, appendAll, right, written } from './support/histories.ts'

const key = Buffer.from('a key that nobody has guessed so far')
const masks = masker({ key })
const textless = masker({ key, text: 'omit' })

/** Every text that stands anywhere in a value, names in records included. */
const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, held]) => [name, ...textsIn(held)])
}

const peopleIn = (value: unknown): ReadonlyArray<string> =>
  textsIn(value).filter((text) => text.startsWith(marked))

/** The same value with its people told apart by a number alone, by any way of naming them. */
const shapeBy = (value: unknown, isPerson: (text: string) => boolean): unknown => {
  const numbers = new Map<string, number>()
  const named = (text: string): string => {
    if (!isPerson(text)) return text
    if (!numbers.has(text)) numbers.set(text, numbers.size)
    return `#${numbers.get(text)}`
  }
  const walked = (held: unknown): unknown => {
    if (typeof held === 'string') return named(held)
    if (Array.isArray(held)) return held.map(walked)
    if (typeof held !== 'object' || held === null) return held
    return Object.fromEntries(Object.entries(held).map(([name, inner]) => [named(name), walked(inner)]))
  }
  return walked(value)
}

describe.each(generated)('$type', ({ type, codec, values }) => {
  it('MASK-1: nobody stands in it any more, and it is still such an event', () => {
    fc.assert(
      fc.property(values, (event) => {
        fc.pre(codec.is(event))
        expect(peopleIn(event).length).toBeGreaterThan(0)
        const masked = masks.event(event)
        expect(peopleIn(masked)).toEqual([])
        expect(DomainEventCodec.is(masked)).toBe(true)
        expect(masked).toHaveProperty('type', type)
      }),
    )
  })

  it('MASK-1: the same person is the same hash, and another another', () => {
    fc.assert(
      fc.property(values, (event) => {
        fc.pre(codec.is(event))
        const hashes = new Set(
          [0, 1, 2, 3, 4, 5].flatMap((n) =>
            ['acme', 'acme-2'].map((tenant) => keyed(key).person(tenantId(tenant), `${marked}${n}`)),
          ),
        )
        const masked = masks.event(event)
        const who = (value: unknown, isPerson: (text: string) => boolean): ReadonlyArray<unknown> =>
          textsIn(shapeBy(value, isPerson)).filter((text) => /^#\d$/.test(text))
        expect(who(masked, (text) => hashes.has(text as UserId))).toEqual(
          who(event, (text) => text.startsWith(marked)),
        )
      }),
    )
  })

  it('MASK-3: asked to, it leaves out what people wrote, and nothing else', () => {
    fc.assert(
      fc.property(values, (event) => {
        fc.pre(codec.is(event))
        const [with_, without] = [textsIn(masks.event(event)), textsIn(textless.event(event))]
        expect(without.filter((text) => text.startsWith('text '))).toEqual([])
        const left = with_.filter((text) => !without.includes(text))
        expect(left.every((text) => text.startsWith('text ') || isTextField(text))).toBe(true)
      }),
    )
  })

  it('MASK-4: fields that nobody knows are left out', () => {
    fc.assert(
      fc.property(values, (event) => {
        fc.pre(codec.is(event))
        expect(textsIn(masks.event(Object.assign({}, event, { friend: `${marked}9` })))).not.toContain(
          'friend',
        )
      }),
    )
  })
})

/** Or the place of a text in a list. */
const isTextField = (name: string): boolean =>
  [
    'text',
    'altText',
    'name',
    'nickname',
    'displayName',
    'description',
    'reason',
    'data',
    'metadata',
    'tags',
    'args',
    'link',
    'latitude',
    'longitude',
    'https://example.org/text',
  ].includes(name) || /^\d+$/.test(name)

it('MASK-1: people are found in lists, in records by their names, and in one of several', () => {
  const mask = maskedValues(shapeOf(Crowd), { keyed: keyed(key), omitsText: false })
  fc.assert(
    fc.property(valuesOf(Crowd.type), (crowd) => {
      fc.pre(Crowd.is(crowd))
      const masked = mask(crowd, acme)
      expect(peopleIn(masked)).toEqual([])
      const hashes = new Set([0, 1, 2, 3, 4, 5].map((n) => keyed(key).person(acme, `${marked}${n}`)))
      expect(shapeBy(masked, (text) => hashes.has(text as UserId))).toEqual(
        shapeBy(crowd, (text) => text.startsWith(marked)),
      )
    }),
  )
})

it.each([
  ['any text', t.strict({ note: t.string })],
  ['a brand that nobody has thought of', t.strict({ note: t.refinement(t.string, (s) => s !== '', 'Note') })],
  ['anything at all', t.strict({ note: t.unknown })],
  ['text in a list of lists', t.strict({ notes: t.array(t.array(t.string)) })],
])('MASK-5: an event that has %s is masked by nobody, until it is said what that holds', (_, codec) => {
  expect(() => maskedValues(shapeOf(codec), { keyed: keyed(key), omitsText: false })).toThrow(
    'nobody has said what',
  )
})

it('MASK-2: hashes are those of HMAC-SHA-256 with the key, by tenant and person', () => {
  const hash = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  expect(keyed(key).person(acme, 'ada')).toBe(hash('person:acme.ada').toString('base64url'))
  expect(keyed(key).command(acme, 'c')).toBe(hash('command:acme.c').toString('base64url'))
  const uuid = keyed(key).id(adasChannel)
  const [digits, hex] = [uuid.replaceAll('-', ''), hash(`id:${adasChannel}`).toString('hex').slice(0, 32)]
  for (const [from, to] of [
    [0, 12],
    [13, 16],
    [17, 32],
  ])
    expect(digits.slice(from, to)).toBe(hex.slice(from, to))
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(keyed(Buffer.from('another key, just as long as that')).person(acme, 'ada')).not.toBe(
    keyed(key).person(acme, 'ada'),
  )
})

it('MASK-2: of whatever key and text, the hash is the platform’s', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), (bytes, text) => {
      expect(hmacSha256(bytes)(text).equals(createHmac('sha256', bytes).update(text).digest())).toBe(true)
    }),
  )
})

it('MASK-2: one name in two tenants is two people', () => {
  fc.assert(
    fc.property(arbitraryTenantId, arbitraryTenantId, (one, other) => {
      fc.pre(one !== other)
      expect(keyed(key).person(one, ada)).not.toBe(keyed(key).person(other, ada))
    }),
  )
})

it('MASK-2: a key of fewer than 16 bytes is refused', () => {
  const store = memoryEventStore()
  expect(() => replay(store, { mask: { key: Buffer.from('short') } })).toThrow(RangeError)
})

it('MASK-6: events as they were written are not masked', () => {
  const store = memoryEventStore()
  const asked = { upcast: false, mask: { key } } as unknown as { readonly upcast: false }
  expect(() => replay(store, asked)).toThrow('can not be masked')
})

it('MASK-7: whoever knows all names, and not the key, finds nobody by the ids that derive from them', () => {
  const command = {
    tenantId: acme,
    by: ada,
    commandId: commandId('hello'),
    at: at(1),
    channelId: adasChannel,
  }
  const event: DomainEvent = { type: 'ChannelArchived', ...command }
  const masked = JSON.stringify({
    event: masks.event(event),
    id: masks.id(eventIdOf(streamOf(event), event, 0)),
  })
  // What can be made of a name: the event's id, the channel's, and the command's own name, by which one would look.
  for (const by of [ada, bob])
    for (const made of [eventIdOf(streamOf(event), { ...event, by }, 0), adasChannel, 'hello'])
      expect(masked).not.toContain(made)
})

describe('A log that is masked', () => {
  const history = aHistory()
  const people = ['ada', 'bob', 'cleo', 'dan', 'eve']

  it('MASK-1 MASK-7: names no person of it anywhere, streams and ids included', async () => {
    const store = memoryEventStore()
    await appendAll(store, history)
    const pages = await all(replay(store, { mask: { key } }))
    expect(pages.flatMap(({ events }) => events)).toHaveLength(history.length)
    const texts = new Set(textsIn(pages))
    for (const person of people)
      expect([...texts].filter((text) => text === person || text.endsWith(`.${person}`))).toEqual([])
    const raw = await right(store.readAll())
    for (const { id, data } of raw)
      for (const known of [id, data['channelId'], data['messageId']].filter((one) => typeof one === 'string'))
        expect(texts.has(known)).toBe(false)
    // Streams are told apart as before, by tenant and kind, and events by their streams.
    const streams = pages.flatMap(({ events }) => events.map(({ stream }) => stream))
    expect(
      streams.map((stream) => addressOf(stream)).map((address) => [address?.kind, address?.tenantId]),
    ).toEqual(raw.map(({ stream }) => addressOf(stream)).map((address) => [address?.kind, address?.tenantId]))
    expect(new Set(streams).size).toBe(new Set(raw.map(({ stream }) => stream)).size)
    for (const { event, stream } of pages.flatMap(({ events }) => events))
      expect(streamOf(event)).toBe(stream)
  })

  it('MASK-8: of what can not be read it says why without what stands there', async () => {
    const store = memoryEventStore()
    await right(
      store.append(`inbox-acme.${ada}`, 'any', [
        written('ReadMarked', { tenantId: 'acme', userId: 'ada' }, { v: 1 }),
        written('MemberJoined', { tenantId: 'acme' }, { v: 99 }),
        written('ada', {}, { v: 1 }),
      ]),
    )
    const pages = await all(replay(store, { mask: { key } }))
    const unreadable = pages.flatMap((page) => page.unreadable)
    expect(unreadable.map(({ reason }) => reason)).toEqual([
      'MalformedEvent',
      'UnknownEventVersion',
      'UnknownEventType',
    ])
    expect(unreadable.map(({ stream, why }) => `${stream} ${why}`).join('\n')).not.toMatch(/\bada\b/)
    expect(unreadable[0]?.stream).toBe(`inbox-acme.${keyed(key).person(acme, ada)}`)
  })
})
