import fc from 'fast-check'
import type { Command } from '../commands.ts'
import { conversationIdOf } from '../channel/channel-ids.ts'
import type { SoFar } from './intent.ts'
import { anyDescription, anyName, anyNumber, anyPerson, pickFrom, weighedIntents } from './intents.ts'
import { moderating } from './moderating.ts'
import * as sample from './sample.ts'
import { channelIdIn } from '../values/channel-id-in.ts'
import { namedChannelTypes } from '../permissions/types-with.ts'

// So few that a name comes up again, from the same person and from others.
const anyCommandId = fc.nat({ max: 99 }).map((n) => sample.commandId(`c${n}`))

const namedBy = (n: number) => ({
  tenantId: sample.acme,
  commandId: sample.commandId(`create ${n}`),
  at: sample.at(n),
})

const creation = fc
  .record({
    by: anyPerson,
    channelType: fc.constantFrom(...namedChannelTypes),
    name: anyName,
    description: anyDescription,
    members: fc.array(anyPerson, { maxLength: 4 }),
    attached: fc.boolean(),
  })
  .map(({ attached, ...what }) => (n: number): Command => {
    const named = namedBy(n)
    const relations = {
      ...sample.relationsFor(what.channelType, `of ${n}`),
      ...(attached ? { attachedTo: { roomId: sample.outerId('room') } } : {}),
    }
    const channelId = sample.createdIdOf(what.by, named.commandId, relations)
    return { type: 'CreateChannel', ...named, channelId, ...what, ...relations }
  })

const opening = fc.record({ by: anyPerson, withUserId: anyPerson }).map((what) => (n: number): Command => {
  const named = namedBy(n)
  const channelId = conversationIdOf(named.tenantId, what.by, what.withUserId)
  return { type: 'OpenConversation', ...named, channelId, ...what }
})

const beginning = fc.oneof({ weight: 5, arbitrary: creation }, { weight: 1, arbitrary: opening })

const note = (soFar: SoFar, command: Command): void => {
  soFar.commands.push(command)
  const channelId = channelIdIn(command)
  if (channelId === undefined) return
  if (!soFar.channelIds.includes(channelId)) soFar.channelIds.push(channelId)
  const isNamed = command.type === 'CreateChannel' || command.type === 'RenameChannel'
  if (isNamed && command.name === sample.severalFeeds) soFar.withFeeds.add(channelId)
  if (command.type !== 'SendMessage') return
  const sent = soFar.sent.get(channelId) ?? []
  soFar.sent.set(channelId, sent)
  sent.push(command.messageId)
  soFar.feeds.set(command.messageId, command.feedId)
}

/**
 * Sequences of commands by five people (`sample.people`) of one tenant, as `worldAfter` takes them. Each begins its
 * channels; after that, anything, about what was asked before: much is accepted, much is rejected, some repeats.
 *
 * @param options `channels`: how many begin at once, conversations come later too; `maxLength`: of the rest.
 */
export const arbitraryCommands = (
  options: { readonly channels?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<ReadonlyArray<Command>> => {
  const { channels = 1, maxLength = 60 } = options
  const rest = fc.record({
    what: fc.oneof(...weighedIntents, ...moderating),
    by: anyPerson,
    commandId: anyCommandId,
    where: anyNumber,
    own: fc.boolean(),
  })
  return fc
    .tuple(
      fc.array(beginning, { minLength: channels, maxLength: channels }),
      fc.array(rest, { maxLength, size: 'max' }),
    )
    .map(([beginnings, intents]) => {
      const soFar: SoFar = {
        commands: [],
        channelIds: [],
        withFeeds: new Set(),
        sent: new Map(),
        feeds: new Map(),
      }
      beginnings.forEach((begin, n) => note(soFar, begin(n)))
      for (const { what, by, commandId, where, own } of intents) {
        const channelId = pickFrom(soFar.channelIds, where) ?? sample.adasChannel
        // Strangers are turned away: every second command is by whoever began the channel.
        const beginner = soFar.commands.find((command) => channelIdIn(command) === channelId)?.by
        const named = {
          tenantId: sample.acme,
          channelId,
          by: own ? (beginner ?? by) : by,
          commandId,
          at: sample.at(soFar.commands.length),
        }
        note(soFar, what(named, soFar))
      }
      return soFar.commands
    })
}
