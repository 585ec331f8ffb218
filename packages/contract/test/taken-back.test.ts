import { DomainEvent, eventDefinitions, MessageSent } from '@parley/domain'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, shapeOf, Update } from '../src/index.ts'

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

test('PROTO-10: null in an update, and in no event, are the bodies of messages and the names of reactions', () => {
  const examples = new Map<string, DomainEvent>()
  for (const commands of fc.sample(arbitraryCommands({ maxLength: 100 }), { numRuns: 200, seed: 1 }))
    for (const event of worldAfter(commands).events) examples.set(event.type, event)
  expect(examples.size).toBe(eventDefinitions.length)
  const nulled = [...examples.values()].flatMap((event) =>
    Object.keys(event)
      .map((field) => [`${event.type}.${field}`, { ...event, [field]: null }] as const)
      .filter(([, told]) => Update.is({ revision: 0, position: 1, event: told }) && !DomainEvent.is(told))
      .map(([name]) => name),
  )
  expect(nulled.toSorted()).toEqual([
    'MessageEdited.body',
    'MessageSent.body',
    'ReactionAdded.name',
    'ReactionRemoved.name',
  ])
})
