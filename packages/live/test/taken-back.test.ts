import { fieldsOf, shapeOf, Update } from '@parley/contract'
import {
  type NamesAChannel,
  namesAChannel,
  type DomainEvent,
  eventDefinitions,
  hindsightOf,
  MessageSent,
} from '@parley/domain'
import type { Position, Revision } from '@parley/domain'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retold, updateOf } from '../src/update.ts'

/** Fields in which people's own words stand. */
const words = ['body', 'text', 'name', 'description']

interface Stated {
  readonly codec: object
  readonly says: object
}

/** The words of an event of which its definition does not say whether they may be taken back. */
const unstated = ({ codec, says }: Stated): ReadonlyArray<string> =>
  words.filter((field) => fieldsOf(shapeOf(codec)).has(field) && !Object.hasOwn(says, field))

test.each(eventDefinitions)(
  'LIVE-50: $type says of each text and name in it whether it may be taken back, and of nothing that is not in it',
  (definition) => {
    expect(unstated(definition)).toEqual([])
    const fields = fieldsOf(shapeOf(definition.codec))
    expect(Object.keys(definition.says).filter((field) => !fields.has(field))).toEqual([])
  },
)

test('LIVE-50: an event that does not say so is found, and to say that it stays is enough', () => {
  const { codec } = MessageSent
  expect(unstated({ codec, says: {} })).toEqual(['body'])
  expect(unstated({ codec, says: { body: 'stays' } })).toEqual([])
})

/** The fields that are null once they were taken back. */
const nulledIn = (event: DomainEvent): ReadonlyArray<string> =>
  Object.entries(hindsightOf(event).says).flatMap(([field, said]) =>
    said !== 'stays' && said.becomes === 'null' ? [field] : [],
  )

/** What is told of an event of which a field was taken back, and of the whole of it. */
const toldWithout = (event: NamesAChannel, field: string) => {
  const whole = updateOf({ event, revision: 0 as Revision, position: 1 as Position })
  const without: unknown = JSON.parse(retold(whole, { ...event, [field]: null }).json)
  const before: unknown = JSON.parse(whole.json)
  if (!Update.is(without) || !Update.is(before)) throw new Error(`no update: ${whole.json}`)
  return { without, before }
}

test('PROTO-10: a body that was taken back is null in its message, and of a reaction that was there is no change', () => {
  const examples = new Map<string, NamesAChannel>()
  for (const commands of fc.sample(arbitraryCommands({ maxLength: 100 }), { numRuns: 700, seed: 4 }))
    for (const event of worldAfter(commands).events.filter(namesAChannel)) examples.set(event.type, event)
  // The one by which a channel is deleted is in no such history, and says nothing that could be taken back; nor does what
  // people say of themselves, and nobody is told of a file.
  const apart: ReadonlyArray<string> = ['acquainted', 'nobody']
  const told = eventDefinitions.filter(({ stream }) => !apart.includes(stream.whose))
  expect(examples.size).toBe(told.length - 1)
  const nulled = [...examples.values()].flatMap((event) =>
    nulledIn(event).map((field) => {
      const { without, before } = toldWithout(event, field)
      // The cause says nothing of it either way.
      expect(without.cause).toEqual(before.cause)
      const about = without.changes.filter(({ row }) => row === 'message' || row === 'reaction')
      return [`${event.type}.${field}`, about.map(({ put, patch }) => ({ ...put, ...patch }))]
    }),
  )
  expect(Object.fromEntries(nulled)).toEqual({
    'MessageEdited.body': [expect.objectContaining({ body: null })],
    // A put leaves out what is null (PROTO-22).
    'MessageSent.body': expect.not.arrayContaining([expect.objectContaining({ body: expect.anything() })]),
    ...Object.fromEntries(
      ['metadata', 'tags', 'mentions'].flatMap((field) => [
        [`MessageEdited.${field}`, [expect.objectContaining({ [field]: null })]],
        [
          `MessageSent.${field}`,
          expect.not.arrayContaining([expect.objectContaining({ [field]: expect.anything() })]),
        ],
      ]),
    ),
    // Whom an edit mentions newly is in no row.
    'MessageEdited.newMentions': [expect.objectContaining({ body: expect.anything() })],
    'ReactionAdded.name': [],
    'ReactionRemoved.name': [],
  })
})
