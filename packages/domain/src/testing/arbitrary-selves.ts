import fc from 'fast-check'
import type { Command } from '../commands.ts'
import { DisplayName, StatusText } from '../people/values.ts'
import { certain } from '../values/certain.ts'
import { anyPerson } from './intents.ts'
import * as sample from './sample.ts'

const anyName = fc
  .constantFrom(null, 'Ada Lovelace', 'Älva', 'bob')
  .map((name) => (name === null ? null : certain(DisplayName, name)))
const anyFile = fc.constantFrom(null, sample.fileId('a1'))
const anyMetadata = fc.constantFrom({}, { team: ['tea', null] }).map(sample.metadata)

const profiles = fc
  .record(
    { displayName: anyName, avatarFileId: anyFile, metadata: fc.option(anyMetadata) },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((said) => ({ type: 'SetProfile' as const, ...said }))

const statuses = fc
  .record({
    text: fc.constantFrom(null, 'at lunch', 'away').map((text) => text && certain(StatusText, text)),
    until: fc.option(fc.nat({ max: 60 }), { nil: undefined }),
  })
  .map(({ text, until }) => ({
    type: 'SetStatus' as const,
    text,
    ...(until === undefined ? {} : { until: sample.at(until) }),
  }))

/**
 * Sequences of commands by five people (`sample.people`) of one tenant about themselves, some of which repeat. They are
 * apart from those of `arbitraryCommands`, as the streams of both are.
 */
export const arbitrarySelves = (maxLength = 40): fc.Arbitrary<ReadonlyArray<Command>> =>
  fc
    .array(fc.record({ said: fc.oneof(profiles, statuses), by: anyPerson, name: fc.nat({ max: 60 }) }), {
      maxLength,
      size: 'max',
    })
    .map((all) =>
      all.map(({ said, by, name }, n) => ({
        ...said,
        tenantId: sample.acme,
        by,
        commandId: sample.commandId(`self ${name}`),
        at: sample.at(n),
      })),
    )
