import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Client } from '@parley/client'
import type { ChannelId, MessageId } from '@parley/domain'
import { text } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { type Running, startProgram } from './process.ts'
import { shown } from './shown.ts'

export const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

export const env = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  PORT: '0',
  HOME: tmpdir(),
  USER: 'ada',
})

const operator = file('../../operator/src/main.ts')

/** A command on read models, in a process of its own; what it says last is its answer, as JSON. */
export const readModels = (databaseUrl: string, ...words: ReadonlyArray<string>): Running =>
  startProgram(operator, env(databaseUrl), ['read-models', ...words, '--json'])

/** The same command of a build that makes something else of the same events, in the same tables. */
export const changed = (databaseUrl: string, ...words: ReadonlyArray<string>): Running =>
  startProgram(
    operator,
    env(databaseUrl),
    ['read-models', ...words],
    ['--import', file('./fixtures/changed-projection.ts')],
  )

export const answered = async (running: Running): Promise<unknown> => {
  await running.ended
  const last = running.lines.findLast((line) => line.startsWith('{') || line.startsWith('['))
  return JSON.parse(last ?? 'null')
}

/** Everybody sends one message after the other until it is told to stop; gives the ids of all that were sent. */
export const talking = (people: ReadonlyArray<Client>, channelId: ChannelId) => {
  let over = false
  const sending = people.map(async (client, n) => {
    const ids: Array<MessageId> = []
    while (!over) {
      const sent = await client.send({ channelId, body: text(`message ${ids.length} of ${n}`) })
      if (E.isLeft(sent)) throw new Error(JSON.stringify(sent.left))
      if (sent.right.result.messageId !== undefined) ids.push(sent.right.result.messageId)
    }
    return ids
  })
  return async (): Promise<ReadonlyArray<MessageId>> => {
    over = true
    return (await Promise.all(sending)).flat()
  }
}

/** What somebody sees of the list, and of the latest messages: however much of the channel they have loaded. */
export const latest = (client: Client, channelId: ChannelId) => {
  const { conversations, timelines } = shown(client.state())
  return { conversations, messages: timelines[channelId]?.messages.slice(-20) }
}

/** How often somebody was told of each message. */
export const countingOf = (client: Client): ReadonlyMap<string, number> => {
  const times = new Map<string, number>()
  client.on('message', ({ message }) => times.set(message.messageId, (times.get(message.messageId) ?? 0) + 1))
  return times
}
