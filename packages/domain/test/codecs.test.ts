import {
  Body,
  ChannelId,
  ChannelName,
  ChannelType,
  CommandId,
  Description,
  DisplayName,
  DomainEvent,
  FeedId,
  maxTextLength,
  MessageId,
  Position,
  ReactionName,
  Rejection,
  Revision,
  Role,
  Segment,
  TenantId,
  StatusText,
  Timestamp,
  timestampOf,
  UserId,
  type Command,
  WireCommand,
} from '@parley/domain'
import { typesWith } from '@parley/domain/permissions'
import * as given from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import * as files from './file-examples.ts'

interface Codec {
  readonly name: string
  readonly decode: (value: unknown) => E.Either<unknown, unknown>
  /** Encoded, written as JSON, and all the way back. */
  readonly throughJson: (value: unknown) => E.Either<unknown, unknown>
}
const its = (codec: t.Mixed): Codec => ({
  name: codec.name,
  decode: (value) => codec.decode(value),
  throughJson: (value) =>
    codec.is(value)
      ? codec.decode(JSON.parse(JSON.stringify(codec.encode(value))))
      : E.left('not of the type'),
})

const channelTypeNames = typesWith(() => true)
const halfAPair = '\ud83d'
const uuid = '0f0e0d0c-0b0a-4900-8807-060504030201'

const scalars: ReadonlyArray<[Codec, fc.Arbitrary<unknown>, ReadonlyArray<unknown>]> = [
  [its(TenantId), given.arbitraryTenantId, ['', 'A', 'a.b', '-a', 'é', 'a'.repeat(65), 1, null]],
  [
    its(UserId),
    given.arbitraryUserId,
    ['', 'a\u0000', 'a\nb', '\u0085', 'a'.repeat(129), halfAPair, 1, null],
  ],
  [its(CommandId), given.arbitraryCommandId, ['', 'a\u0000', 'a\tb', 'a'.repeat(129), halfAPair, 1, null]],
  [its(FeedId), given.arbitraryFeedId, ['', 'Main', '__proto__', 'a b', 'a'.repeat(65), 1, null]],
  [its(ChannelId), given.arbitraryChannelId, ['', uuid.toUpperCase(), `${uuid}0`, ` ${uuid}`, 1, null]],
  [its(MessageId), given.arbitraryMessageId, ['', uuid.toUpperCase(), `${uuid}\n`, 1, null]],
  [
    its(DisplayName),
    given.arbitraryChannelName,
    ['', ' \u3000', 'a\nb', 'a'.repeat(129), halfAPair, 1, null],
  ],
  [its(StatusText), given.arbitraryChannelName, ['', ' ', 'a\nb', 'a'.repeat(141), halfAPair, 1, null]],
  [its(ReactionName), given.arbitraryReactionName, ['', ' ', 'a b', 'a'.repeat(65), halfAPair, 1, null]],
  [
    its(ChannelName),
    given.arbitraryChannelName,
    ['', ' \u3000', 'a\nb', 'a'.repeat(129), halfAPair, 1, null],
  ],
  [its(Description), given.arbitraryDescription, ['\u0000', 'a'.repeat(1_001), halfAPair, 1, null]],
  [its(Segment), given.arbitrarySegment, [-1, 0.5, Number.NaN, Infinity, 2 ** 53, '1', null]],
  [its(Revision), fc.maxSafeNat(), [-1, 0.5, Number.NaN, 2 ** 53, 1n, null]],
  [its(Position), fc.maxSafeNat(), [-1, 0.5, Number.NaN, 2 ** 53, 1n, null]],
  [its(Role), given.arbitraryRole, ['', 'Owner', 'stranger', null]],
  [its(ChannelType), fc.constantFrom(...channelTypeNames), ['', 'dead', null]],
  [
    its(Timestamp),
    given.arbitraryTimestamp,
    [
      '',
      '2026-02-30T00:00:00.000Z',
      '2026-01-01T24:00:00.000Z',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.000+00:00',
      ' 2026-01-01T00:00:00.000Z',
      0,
      null,
    ],
  ],
  [
    its(Body),
    given.arbitraryBody,
    [
      { kind: 'text', text: '' },
      { kind: 'text', text: '\n\t ' },
      { kind: 'text', text: 'a\u0000' },
      { kind: 'text', text: halfAPair },
      { kind: 'text', text: 'a'.repeat(maxTextLength + 1) },
      { kind: 'picture', text: 'a' },
      { kind: 'text' },
      'a',
      null,
    ],
  ],
]

describe.each(scalars.map(([codec, values, others]) => ({ name: codec.name, codec, values, others })))(
  '$name',
  ({ codec, values, others }) => {
    test('NAME-3: what it takes comes back the same, by way of JSON and of UTF-8', () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(codec.throughJson(value)).toEqual(E.right(value))
          const json = JSON.stringify(value)
          expect(Buffer.from(json).toString()).toBe(json)
        }),
      )
    })

    test.each(others.map((value) => ({ value })))('NAME-3: it takes no $value', ({ value }) => {
      expect(E.isLeft(codec.decode(value))).toBe(true)
    })
  },
)

test('NAME-3: a moment that has no timestamp is no timestamp', () => {
  expect(() => timestampOf(new Date(Number.NaN))).toThrow('Invalid')
  expect(() => timestampOf(new Date(8.64e15))).toThrow('is no Timestamp')
})

/** As a client writes it. */
const wireOf = (command: Command) => {
  const written = WireCommand.decode(command)
  return E.isRight(written) ? written.right : {}
}

/** One of each command and event, and rejection, as generated histories come to them. */
const examples = new Map<string, Readonly<Record<string, unknown>>>([
  ['ChannelIsFull', { _tag: 'ChannelIsFull', most: 100_000 }],
  ['TooManyChannels', { _tag: 'TooManyChannels', most: 10 }],
  ['MissingPermission', { _tag: 'MissingPermission', action: 'send' }],
  ['TooManyMentions', { _tag: 'TooManyMentions', most: 50 }],
  ['NotForSoMany', { _tag: 'NotForSoMany', most: 100 }],
  ['TooManyFeeds', { _tag: 'TooManyFeeds', of: 'standing', most: 100 }],
  ['TooManyPins', { _tag: 'TooManyPins', most: 100 }],
  ['MayNotAdd', { _tag: 'MayNotAdd', userId: 'ada' }],
  ['DeleteChannel', { type: 'DeleteChannel', commandId: 'delete', channelId: given.adasChannel }],
  [
    'ChannelDeleted',
    {
      type: 'ChannelDeleted',
      tenantId: 'acme',
      channelId: given.adasChannel,
      by: 'ada',
      commandId: 'delete',
      at: given.at(1),
    },
  ],
  ['TooManyReactions', { _tag: 'TooManyReactions', of: 'names', most: 50 }],
  ['FileNotFound', { _tag: 'FileNotFound', fileId: 'f1' }],
  ['FileTooLarge', { _tag: 'FileTooLarge', most: 10 }],
  ['FileSizeDiffers', { _tag: 'FileSizeDiffers', size: 10 }],
  ['FileTypeDiffers', { _tag: 'FileTypeDiffers', fileType: 'image', mimeType: 'text/html' }],
  ['TooManyFiles', { _tag: 'TooManyFiles', most: 10, mostBytes: 100 }],
  ...[files.registered, files.uploaded, files.deleted(given.ada)].map(
    (event) => [event.type, event] as const,
  ),
  ...[files.register(), files.finish(), files.remove(given.ada)].map(
    (command) => [command.type, wireOf(command)] as const,
  ),
])
for (const commands of [
  ...fc.sample(given.arbitraryCommands({ maxLength: 100 }), { numRuns: 900, seed: 1 }),
  ...fc.sample(given.arbitrarySelves(), { numRuns: 50, seed: 1 }),
]) {
  const world = given.emptyWorld()
  for (const command of commands) {
    const written = WireCommand.decode({ ...command, clientMessageId: command.commandId })
    if (E.isRight(written)) examples.set(command.type, { ...written.right })
    const outcome = given.submit(world, command)
    if (E.isLeft(outcome)) examples.set(outcome.left._tag, outcome.left)
  }
  for (const event of world.events) examples.set(event.type, event)
}

const unions: ReadonlyArray<{ union: Codec; members: ReadonlyArray<Codec>; tag: 'type' | '_tag' }> = [
  { union: its(WireCommand), members: WireCommand.types.map(its), tag: 'type' },
  { union: its(DomainEvent), members: DomainEvent.types.map(its), tag: 'type' },
  { union: its(Rejection), members: Rejection.types.map(its), tag: '_tag' },
]
const messages = unions.flatMap(({ union, members, tag }) =>
  members.map((codec) => ({
    name: codec.name,
    codec,
    union,
    tag,
    example: examples.get(codec.name) ?? {},
  })),
)

const related = ['companyId', 'communityId', 'attachedTo']
const beside = ['metadata', 'tags', 'mentions']
const details = ['metadata', 'tags', 'avatarFileId', 'isPublic']
/** What may be left out. */
const perhaps = new Map([
  ['MarkRead', ['parentId']],
  ['ReadMarked', ['parentId']],
  ['SetNotification', ['feedId', 'until']],
  ['SendMessage', beside],
  ['EditMessage', beside],
  ['MessageSent', [...beside, 'rate']],
  ['MessageEdited', [...beside, 'newMentions']],
  ['CreateChannel', related],
  ['ChannelCreated', related],
  ['ChangeDetails', details],
  ['ChannelDetailsChanged', details],
  ['SetProfile', ['displayName', 'avatarFileId', 'metadata']],
  ['SetStatus', ['until']],
])

describe.each(messages)('$name', ({ name, codec, union, tag, example }) => {
  test('it is named after its tag, and comes back the same by way of JSON, through its union too', () => {
    expect(example).toHaveProperty(tag, name)
    expect(codec.throughJson(example)).toEqual(E.right(example))
    expect(union.throughJson(example)).toEqual(E.right(example))
  })

  test('it takes no value of which a part is missing, or not what it should be', () => {
    for (const part of Object.keys(example)) {
      const { [part]: _, ...rest } = example
      const isNeeded = !perhaps.get(name)?.includes(part)
      expect(E.isLeft(codec.decode(rest)), `without ${part}`).toBe(isNeeded)
      expect(E.isLeft(union.decode(rest)), `without ${part}`).toBe(isNeeded)
      expect(
        E.isLeft(codec.decode({ ...rest, [part]: part === 'metadata' ? 'not this' : { not: 'this' } })),
        `${part} is odd`,
      ).toBe(true)
    }
    expect(E.isLeft(codec.decode(null))).toBe(true)
  })

  test('it leaves out what it does not know', () => {
    expect(codec.decode({ ...example, more: 1 })).toEqual(E.right(example))
  })
})
