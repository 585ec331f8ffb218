import { commandDefinitions, DomainEvent, eventTypes, Rejection, WireCommand } from '@parley/domain'
import { arbitraryCommands, arbitrarySelves, emptyWorld, submit } from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'

// A codec's name is the type that it is the codec of; the codecs' own tests hold them to that.
const nameOf = (codec: { readonly name: string }): string => codec.name
const commandTypes = commandDefinitions.map(({ type }) => type)
const rejectionTags = Rejection.types.map(nameOf)

test('the generated commands make every event but the last, meet every rejection, and find each command with nothing to do', () => {
  const made = new Set<string>()
  const met = new Set<string>()
  const idle = new Set<string>()
  const all = [
    ...fc.sample(arbitraryCommands({ maxLength: 100 }), { numRuns: 900, seed: 1 }),
    ...fc.sample(arbitrarySelves(), { numRuns: 50, seed: 1 }),
  ]
  for (const commands of all) {
    const world = emptyWorld()
    for (const command of commands) {
      const outcome = submit(world, command)
      if (E.isLeft(outcome)) met.add(outcome.left._tag)
      else if (outcome.right.length === 0) idle.add(command.type)
      else for (const event of outcome.right) made.add(event.type)
    }
  }
  // It ends a channel: what comes after it would come to nothing.
  // And what is about no channel has tests of its own (files.test.ts).
  const ofFiles = [
    'RegisterFile',
    'FinishUpload',
    'DeleteFile',
    'FileRegistered',
    'FileUploaded',
    'FileDeleted',
  ]
  const last = new Set(['DeleteChannel', 'ChannelDeleted', ...ofFiles])
  expect(made).toEqual(new Set(eventTypes.filter((type) => !last.has(type))))
  // These take thousands of commands to come to, or are not for the domain to find.
  const ofMany = new Set([
    'ChannelIsFull',
    'TooManyReactions',
    'TooManyChannels',
    'TooManyPins',
    'TooManyMentions',
    'NotForSoMany',
    'TooManyFeeds',
    'MayNotAdd',
    'FileNotFound',
    'FileTooLarge',
    'FileSizeDiffers',
    'FileTypeDiffers',
    'TooManyFiles',
  ])
  expect(met).toEqual(new Set(rejectionTags.filter((tag) => !ofMany.has(tag))))
  expect(idle).toEqual(new Set(commandTypes.filter((type) => !last.has(type))))
})

test('what they make are commands as clients write them, and events, by the codecs', () => {
  fc.assert(
    fc.property(arbitraryCommands(), (commands) => {
      const world = emptyWorld()
      for (const command of commands) {
        const written = WireCommand.decode({ ...command, clientMessageId: command.commandId })
        expect(E.isRight(written) && written.right.type).toBe(command.type)
        const outcome = submit(world, command)
        expect(E.isRight(outcome) || Rejection.is(outcome.left)).toBe(true)
      }
      expect(world.events.every((event) => DomainEvent.is(event))).toBe(true)
    }),
  )
})
