import type { ChannelId, MessageId, Revision } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import type { WireCommand } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshEngine } from './support/engine.ts'
import { random } from './support/random.ts'
import { personRaw, type Raw } from './support/raw.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

const main = sample.feedId('main')

/** A channel in which much was said, edited, deleted, reacted to and named anew, and the words that stand of it. */
const channelWithPast = async (ada: Raw, seed: number) => {
  const { below, chance, pick } = random(seed)
  let names = 0
  const accepted = async (command: WireCommand) => {
    const answer = await ada.ask({ type: 'command', command })
    if (answer.type !== 'accepted') throw new Error(JSON.stringify(answer))
    return answer
  }
  const commandId = () => sample.commandId(`gone ${seed} ${(names += 1)}`)
  const word = () => `<${seed}/${(names += 1)}>`
  let about = word()
  const { result } = await accepted({
    type: 'CreateChannel',
    commandId: commandId(),
    channelType: 'standard',
    name: sample.channelName(`past ${seed}`),
    description: sample.description(about),
    members: [sample.userId('bob')],
  })
  if (result.channelId === undefined) throw new Error('no channel')
  const channelId: ChannelId = result.channelId
  const texts = new Map<MessageId, string>()
  /** At which revision each reaction was made. */
  const added = new Map<string, number>()
  const reactions = new Map<string, { readonly messageId: MessageId; readonly name: string }>()
  for (let n = 0; n < 60; n += 1) {
    const here = { commandId: commandId(), channelId }
    const text = word()
    const messageId = texts.size === 0 ? undefined : pick([...texts.keys()])
    if (messageId === undefined || chance(0.4)) {
      const sent = await accepted({
        type: 'SendMessage',
        clientMessageId: here.commandId,
        channelId,
        feedId: main,
        parentId: null,
        body: sample.text(text),
      })
      if (sent.result.messageId !== undefined) texts.set(sent.result.messageId, text)
      continue
    }
    const name = sample.reactionName(text)
    const [key, reaction] = reactions.size === 0 ? [] : pick([...reactions])
    switch (below(5)) {
      case 0:
        await accepted({ type: 'EditMessage', ...here, messageId, body: sample.text(text) })
        texts.set(messageId, text)
        break
      case 1:
        await accepted({ type: 'DeleteMessage', ...here, messageId })
        texts.delete(messageId)
        for (const [other, { messageId: on }] of reactions) if (on === messageId) reactions.delete(other)
        break
      case 2:
        await accepted({ type: 'DescribeChannel', ...here, description: sample.description(text) })
        about = text
        break
      case 3:
        added.set(text, (await accepted({ type: 'AddReaction', ...here, messageId, name })).revision)
        reactions.set(text, { messageId, name: text })
        break
      default:
        if (key === undefined || reaction === undefined) break
        await accepted({
          type: 'RemoveReaction',
          ...here,
          messageId: reaction.messageId,
          name: sample.reactionName(reaction.name),
        })
        reactions.delete(key)
    }
  }
  const last = await accepted({
    type: 'RenameChannel',
    commandId: commandId(),
    channelId,
    name: sample.channelName('now'),
  })
  return {
    channelId,
    revision: last.revision,
    position: last.position,
    added,
    kept: new Set([about, ...texts.values(), ...reactions.keys()]),
  }
}

/** Every word in an answer. */
const wordsOf = (answer: ServerFrame): ReadonlyArray<string> =>
  JSON.stringify(answer).match(/<\d+\/\d+>/g) ?? []

test.each([1, 2, 3])(
  'GW-40 GW-41: whoever begins to watch, at whatever revision, is told no word that was taken back: seed %i',
  async (seed) => {
    const ada = await personRaw(engine.url, 'ada')
    const past = await channelWithPast(ada, seed)
    const { channelId, revision, kept, added, position } = past
    const bob = await personRaw(engine.url, 'bob')
    const cy = await personRaw(engine.url, 'cy')
    await bob.ask({ type: 'query', query: { type: 'conversation', channelId, atLeast: position } })
    const joined = await cy.ask({
      type: 'command',
      command: { type: 'JoinChannel', commandId: sample.commandId(`join ${seed}`), channelId },
    })
    expect(joined.type).toBe('accepted')
    const told: Array<string> = []
    for (const person of [bob, cy])
      for (let after = 0; after <= revision; after += 1) {
        const answer = await person.ask({
          type: 'subscribe',
          channels: [{ channelId, after: after as Revision }],
        })
        // Of a reaction that somebody sees at the revision that they name, its removal has to say the name.
        const isSeen = (word: string): boolean => (added.get(word) ?? Infinity) <= after
        told.push(...wordsOf(answer).filter((word) => !kept.has(word) && !isSeen(word)))
      }
    expect(told).toEqual([])
    for (const person of [ada, bob, cy]) person.socket.close()
  },
)
