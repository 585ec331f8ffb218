import type { ChannelId } from '@parley/domain'
import { mainFeed } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { noRates } from '@parley/gateway'
import type { ServerFrame } from '@parley/protocol'
import { noRates as noEngineRates } from '@parley/engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { personRaw } from './support/raw.ts'

const channelsCount = 16
const messagesCount = 5
/** 20,000 characters which are 120,000 bytes of JSON. */
const fat = sample.text(`${'\u0001'.repeat(19_999)}.`)

let engine: Awaited<ReturnType<typeof freshEngine>>
let channels: ReadonlyArray<ChannelId>
beforeAll(async () => {
  // Ten MiB at once are more than a rate lets through.
  engine = await freshEngine({ limits: { rates: noRates }, engineLimits: { rates: noEngineRates } })
  const ada = await personRaw(engine.url, 'ada')
  const accepted = async (command: Parameters<typeof ada.ask>[0] & { readonly type: 'command' }) => {
    const answer = await ada.ask(command)
    if (answer.type !== 'accepted') throw new Error(JSON.stringify(answer))
    return answer
  }
  const made: Array<ChannelId> = []
  let position = 0
  for (let n = 0; n < channelsCount; n += 1) {
    const { result } = await accepted({
      type: 'command',
      command: {
        type: 'CreateChannel',
        commandId: sample.commandId(`fat ${n}`),
        channelType: 'standard',
        name: sample.channelName(`fat ${n}`),
        description: sample.description(''),
        members: [sample.userId('bob')],
      },
    })
    if (result.channelId === undefined) throw new Error('no channel')
    made.push(result.channelId)
    for (let m = 0; m < messagesCount; m += 1) {
      const sent = await accepted({
        type: 'command',
        command: {
          type: 'SendMessage',
          clientMessageId: sample.commandId(`fat ${n} ${m}`),
          channelId: result.channelId,
          feedId: mainFeed,
          parentId: null,
          body: fat,
        },
      })
      ;({ position } = sent)
    }
  }
  channels = made
  await ada.ask({ type: 'query', query: { type: 'browse', limit: 1, atLeast: position as never } })
})
afterAll(() => engine.close())

test('GW-42: one subscribe to channels of the longest messages is answered whole, in frames that are bounded', async () => {
  const raw = await personRaw(engine.url, 'ada')
  const answer = await raw.ask({ type: 'subscribe', channels: channels.map((channelId) => ({ channelId })) })
  expect(answer.type).toBe('subscribed')
  const frames: ReadonlyArray<ServerFrame> = [...raw.rest(), answer]
  const parts = frames.flatMap((frame) =>
    frame.type === 'watched' || frame.type === 'subscribed' ? [frame] : [],
  )
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(300_000)
  expect(parts.flatMap((part) => part.channels.map(({ channelId }) => channelId)).toSorted()).toEqual(
    channels.toSorted(),
  )
  raw.socket.close()
})

test('SDK-21: pages that end early leave nothing out: the list, and every message of an open channel', async () => {
  const client = personAt(engine.url, 'bob')
  await seen(client, ({ status }) => status === 'online')
  expect(client.state().conversations.size).toBe(channelsCount)
  const [channelId] = channels
  if (channelId === undefined) throw new Error('no channel')
  await client.open(channelId)
  const timeline = () => client.state().timelines.get(channelId)
  for (let pages = 0; timeline()?.more === true && pages < messagesCount; pages += 1)
    await client.loadEarlier(channelId)
  expect(timeline()?.messages.map(({ segment }) => segment)).toEqual(
    Array.from({ length: messagesCount }, (_, n) => n + 1),
  )
  client.close()
})
