import type { QueryResult, WireCommand } from '@parley/contract'
import type { Happened } from '@parley/contract/testing'
import { mainFeed } from '@parley/domain'
import { ada, bob, commandId, text } from '@parley/domain/testing'
import { decodeRecorded } from '@parley/event-store'
import { queriesInMemory } from '@parley/read-models/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { create, engineInMemory, eventsOf, personOf } from './support/engines.ts'

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const textsIn = (result: QueryResult) =>
  result.type === 'history' ? result.messages.map(({ body }) => body?.text) : undefined

/** A channel of Ada's and Bob's in which Ada has said something, and read models that have all of that and no more. */
const behind = async () => {
  let history: ReadonlyArray<Happened> = []
  const queries = queriesInMemory({ history: () => history, reached: async () => true })
  const { engine, store } = engineInMemory({ queries })
  /** Carries out a command, and waits until the engine has been told by the log. */
  const carryOut = async (command: WireCommand, who = ada) => {
    const { result, position } = right(await engine.execute(personOf(who), command)())
    while (engine.stats().position < position) await new Promise((resolve) => setImmediate(resolve))
    return result
  }
  const { channelId } = await carryOut(create('tea', bob))
  if (channelId === undefined) throw new Error('no channel')
  const { messageId } = await carryOut({
    type: 'SendMessage',
    clientMessageId: commandId('say'),
    channelId,
    feedId: mainFeed,
    parentId: null,
    body: text('a secret'),
  })
  if (messageId === undefined) throw new Error('no message')
  history = (await eventsOf(store)).map((one) => ({ ...one, event: right(decodeRecorded(one)) }))
  const ask = (who: typeof ada) =>
    engine.ask(personOf(who), { type: 'history', channelId, feedId: mainFeed })()
  return { channelId, messageId, carryOut, ask }
}

test('GW-104: an answer of read models that are behind says nothing of what was taken back since', async () => {
  const { channelId, messageId, carryOut, ask } = await behind()
  expect(textsIn(right(await ask(bob)).result)).toEqual(['a secret'])
  const body = text('none')
  await carryOut({ type: 'EditMessage', commandId: commandId('edit'), channelId, messageId, body })
  expect(textsIn(right(await ask(bob)).result)).toEqual([undefined])
})

test('GW-104: who has left since is given no answer from before', async () => {
  const { channelId, carryOut, ask } = await behind()
  await carryOut({ type: 'LeaveChannel', commandId: commandId('leave'), channelId }, bob)
  expect(await ask(bob)).toEqual(E.left({ _tag: 'Unavailable' }))
  expect(textsIn(right(await ask(ada)).result)).toEqual(['a secret'])
})
