import { type ChannelRowSource, commandService, type InboxRowSource } from '@parley/commands'
import type { Position, TenantId } from '@parley/domain'
import { decodeRecorded, memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { importLog, readLog, type Submit } from '../src/index.ts'
import { teaHouse } from './logs.ts'

const tenantId = 'default' as TenantId

/** A projection that never comes: decisions fold the log alone. */
const behind = <Key, Row>() => ({
  load: (_: unknown, keys: ReadonlyArray<Key>) =>
    TE.right({
      revision: 'no-stream' as const,
      position: 0 as Position,
      rows: new Map(keys.map((key): [Key, Row | undefined] => [key, undefined])),
    }),
})
const noRows: { readonly channelRows: ChannelRowSource; readonly inboxRows: InboxRowSource } = {
  channelRows: behind(),
  inboxRows: behind(),
}

const right = <L, R>(either: E.Either<L, R>): R => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}
const log = right(readLog(teaHouse))

const engine = () => {
  const store = memoryEventStore()
  const events = async () => right(await store.readAll()()).map((recorded) => right(decodeRecorded(recorded)))
  return { store, events }
}

describe('importing a log', () => {
  it('IRC-6 makes a channel of it: people join, speak, act, change nick, leave', async () => {
    const { store, events } = engine()
    const submit: Submit = commandService({ store, ...noRows }).channel
    right(await importLog(submit, tenantId, log))
    const told = (await events()).map((e) => `${e.type} ${'userId' in e ? e.userId : 'by' in e ? e.by : ''}`)
    expect(told).toEqual([
      'ChannelCreated irc-import',
      'MemberJoined irc-import',
      'MemberJoined ada',
      'MessageSent ada',
      'MemberJoined bo',
      'MessageSent bo',
      'MessageSent bo',
      'MessageSent bo',
      'MemberJoined cy',
      'MessageSent cy',
      'MemberLeft bo',
      'MemberJoined bo_away',
      'MessageSent ada',
      'MessageSent bo_away',
      'MemberLeft cy',
    ])
  })

  it('IRC-7 makes threads of annotations, of one level', async () => {
    const { store, events } = engine()
    right(await importLog(commandService({ store, ...noRows }).channel, tenantId, log))
    const sent = (await events()).flatMap((e) => (e.type === 'MessageSent' ? [e] : []))
    const textOf = (id: string | null) => sent.find((m) => m.messageId === id)?.body.text
    expect(sent.filter((m) => m.parentId !== null).map((m) => [m.body.text, textOf(m.parentId)])).toEqual([
      ['two minutes, not more', 'does anyone know how long green tea steeps?'],
      ['four, cy', 'and black?'],
      ['or five', 'and black?'],
    ])
  })

  it('IRC-8 adds nothing when it is run again', async () => {
    const { store, events } = engine()
    right(await importLog(commandService({ store, ...noRows }).channel, tenantId, log))
    const before = await events()
    const again = right(await importLog(commandService({ store, ...noRows }).channel, tenantId, log))
    expect(again.events).toBe(0)
    expect(await events()).toEqual(before)
  })

  it('IRC-9 goes on where it was stopped, to the same log as without a stop', async () => {
    const whole = engine()
    right(await importLog(commandService({ store: whole.store, ...noRows }).channel, tenantId, log))
    const halves = engine()
    const service = commandService({ store: halves.store, ...noRows })
    let left = 6
    const failing: Submit = (command) =>
      left-- > 0 ? service.channel(command) : TE.left({ _tag: 'Unavailable', cause: 'stopped' })
    expect(E.isLeft(await importLog(failing, tenantId, log))).toBe(true)
    right(await importLog(commandService({ store: halves.store, ...noRows }).channel, tenantId, log))
    expect(await halves.events()).toEqual(await whole.events())
  })

  it('IRC-10 reports the lines that the rules turn down, and goes on', async () => {
    const { store } = engine()
    const service = commandService({ store, ...noRows })
    const picky: Submit = (command) =>
      command.type === 'SendMessage' && command.body.text === 'and black?'
        ? TE.left({ _tag: 'Rejected', rejection: { _tag: 'ChannelIsArchived' } })
        : service.channel(command)
    const { problems } = right(await importLog(picky, tenantId, log))
    expect(problems.map(({ line, what }) => [line, what])).toEqual([
      [7, 'SendMessage was turned down: ChannelIsArchived'],
      [9, 'SendMessage was turned down: MessageNotFound'],
      [10, 'SendMessage was turned down: MessageNotFound'],
    ])
  })
})
