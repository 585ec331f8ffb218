import type { TenantId } from '@parley/domain'
import type { Submit } from '@parley/import-kit'
import { right, testLog } from '@parley/import-kit/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { importLog, readLog } from '../src/index.ts'
import { teaHouse } from './logs.ts'

const tenantId = 'default' as TenantId

const log = right(readLog(teaHouse))

describe('importing a log', () => {
  it('IRC-6 makes a channel of it: people join, speak, act, change nick, leave', async () => {
    const { submit, events } = testLog()
    right(await importLog(submit, tenantId, log))
    const told = (await events()).map((e) => `${e.type} ${'userId' in e ? e.userId : 'by' in e ? e.by : ''}`)
    expect(told).toEqual([
      'ChannelCreated irc-import',
      'FeedCreated irc-import',
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
    const { submit, events } = testLog()
    right(await importLog(submit, tenantId, log))
    const sent = (await events()).flatMap((e) => (e.type === 'MessageSent' ? [e] : []))
    const textOf = (id: string | null) => sent.find((m) => m.messageId === id)?.body.text
    expect(sent.filter((m) => m.parentId !== null).map((m) => [m.body.text, textOf(m.parentId)])).toEqual([
      ['two minutes, not more', 'does anyone know how long green tea steeps?'],
      ['four, cy', 'and black?'],
      ['or five', 'and black?'],
    ])
  })

  it('IRC-8 adds nothing when it is run again', async () => {
    const { submit, events } = testLog()
    right(await importLog(submit, tenantId, log))
    const before = await events()
    const again = right(await importLog(submit, tenantId, log))
    expect(again.events).toBe(0)
    expect(await events()).toEqual(before)
  })

  it('IRC-9 goes on where it was stopped, to the same log as without a stop', async () => {
    const whole = testLog()
    right(await importLog(whole.submit, tenantId, log))
    const halves = testLog()
    expect(E.isLeft(await importLog(halves.failingAfter(6), tenantId, log))).toBe(true)
    right(await importLog(halves.submit, tenantId, log))
    expect(await halves.events()).toEqual(await whole.events())
  })

  it('IRC-10 reports the lines that the rules turn down, and goes on', async () => {
    const { submit } = testLog()
    const picky: Submit = (command) =>
      command.type === 'SendMessage' && command.body.text === 'and black?'
        ? TE.left({ _tag: 'Rejected', rejection: { _tag: 'ChannelIsArchived' } })
        : submit(command)
    const { problems } = right(await importLog(picky, tenantId, log))
    expect(problems.map(({ line, what }) => [line, what])).toEqual([
      [7, 'SendMessage was turned down: ChannelIsArchived'],
      [9, 'SendMessage was turned down: MessageNotFound'],
      [10, 'SendMessage was turned down: MessageNotFound'],
    ])
  })
})
