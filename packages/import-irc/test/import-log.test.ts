import type { DomainEvent, TenantId } from '@parley/domain'
import type { Submit } from '@parley/import-kit'
import { right, testLog } from '@parley/import-kit/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { importLog, joinLogs, readLog } from '../src/index.ts'
import { asTheyLook, teaHouse } from './logs.ts'

const tenantId = 'default' as TenantId

const log = right(readLog(teaHouse, asTheyLook))

/** What an event says, but for when and where. */
const factsOf = (event: DomainEvent) => ({
  type: event.type,
  by: 'by' in event ? event.by : '',
  ...('userId' in event ? { who: event.userId } : {}),
  ...(event.type === 'MemberRoleChanged' ? { role: event.role } : {}),
  ...(event.type === 'ChannelDescribed' ? { what: event.description } : {}),
  ...(event.type === 'MessageSent' ? { what: event.body.text } : {}),
})

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

  it('IRC-13 takes topics, operators and kicks as what they are', async () => {
    const { submit, events } = testLog()
    const lines = [
      '[10:00:00] *** Joins: ada (a@tea.example)',
      '[10:00:01] *** ChanServ sets mode: +ov-v ada bo cy',
      "[10:00:02] *** ada changes topic to 'All about tea'",
      '[10:00:03] <bo> coffee!',
      '[10:00:04] *** bo was kicked by ada (no coffee)',
      '[10:00:05] *** ada is now known as ada_',
      '[10:00:06] *** cy was kicked by Service (unknown)',
      '[10:00:07] *** Quits: ada_ (a@tea.example) (bye)',
    ]
    const file = { file: '2011-03-04.log', bytes: new TextEncoder().encode(lines.join('\n')) }
    const znc = right(readLog(file, asTheyLook))
    expect(znc.problems.map(({ line, what }) => `${line}: ${what}`)).toEqual([
      '2: there is no place for the modes +v bo, -v cy',
    ])
    expect(right(await importLog(submit, tenantId, znc)).problems).toEqual([])
    expect((await events()).slice(3).map((e) => Object.values(factsOf(e)).join(' '))).toEqual([
      'MemberJoined ada ada',
      'MemberRoleChanged irc-import ada admin',
      'ChannelDescribed irc-import All about tea',
      'MemberJoined bo bo',
      'MessageSent bo coffee!',
      'MemberLeft ada bo',
      'MemberLeft ada ada',
      'MemberJoined ada_ ada_',
      'MemberRoleChanged irc-import ada_ admin',
      'MemberLeft ada_ ada_',
    ])
  })

  it('IRC-14 makes one channel of several files, in the order in which they begin', async () => {
    const { submit, events } = testLog()
    const day = (date: string, line: string) =>
      right(readLog({ file: `${date}.log`, bytes: new TextEncoder().encode(line) }, asTheyLook))
    const days = [day('2011-03-05', '[10:00:00] <ada> second'), day('2011-03-04', '[10:00:00] <ada> first')]
    const joined = joinLogs('tea', days)
    right(await importLog(submit, tenantId, joined))
    const all = await events()
    expect(all.flatMap((e) => (e.type === 'MessageSent' ? [e.body.text] : []))).toEqual(['first', 'second'])
    expect(all.filter(({ type }) => type === 'ChannelCreated')).toMatchObject([{ name: 'tea' }])
    expect(right(await importLog(submit, tenantId, joined)).events).toBe(0)
  })
})
