import { describe, expect, test } from 'vitest'
import { toWatchers } from '../src/kit/event.ts'
import type { EventDefinition, OwnAudience } from '../src/kit/event.ts'
import { idByCommand } from '../src/kit/id-by-command.ts'
import { streamKind } from '../src/kit/stream-kind.ts'
import { channelEvent, channelStreams } from '../src/streams/channel-stream.ts'
import { inboxEvent, inboxStreams } from '../src/streams/inbox-stream.ts'
import { userEvent } from '../src/streams/user-stream.ts'
import { eventDefinitions } from '../src/registry.ts'
import { ChannelId, type UserId } from '../src/values/ids.ts'
import { acme, ada, adasChannel, at, bob, commandId } from '@parley/domain/testing'

const rules = { version: 1, upcasters: [], says: {}, takesBack: undefined, rows: () => [] } as const
const toBob = (): OwnAudience => ({ _tag: 'person', userId: bob })
const fields = { always: { channelId: ChannelId }, perhaps: {} }
const id = () => 'id'

describe('LIVE-7: whose a stream is says by type who may be told of its events', () => {
  test('an event of a channel is told to watchers or moderators, and to nobody alone', () => {
    channelEvent('A', {}, { ...rules, id: idByCommand, audience: toWatchers })
    channelEvent('B', {}, { ...rules, id: idByCommand, audience: () => ({ _tag: 'moderators' }) })
    // @ts-expect-error: for one person alone
    channelEvent('C', {}, { ...rules, id: idByCommand, audience: toBob })
    // @ts-expect-error: nor where it is defined without `channelEvent`
    const audience: Definition<typeof channelStreams>['audience'] = toBob
    expect(audience).toBe(toBob)
  })

  test('an event of an inbox is told to its owner, whatever its definition says', () => {
    const noted = inboxEvent('Noted', fields, { ...rules, id })
    const event = {
      type: 'Noted',
      tenantId: acme,
      userId: ada,
      commandId: commandId('n'),
      at: at(1),
      channelId: adasChannel,
    } as const
    expect(noted.codec.is(event)).toBe(true)
    expect(noted.audience(event)).toEqual({ _tag: 'person', userId: ada satisfies UserId })
    // @ts-expect-error: who is told is no matter of its rules
    const other = inboxEvent('Noted', fields, { ...rules, id, audience: toWatchers })
    expect(other.audience(event)).toEqual({ _tag: 'person', userId: ada })
    // @ts-expect-error: nor where it is defined without `inboxEvent`
    const audience: Definition<typeof inboxStreams>['audience'] = toWatchers
    expect(audience).toBe(toWatchers)
  })

  test('PEOPLE-4: an event about a person is told to those who know of them, whatever its definition says', () => {
    const seen = userEvent('Seen', {}, { ...rules, id })
    const event = { type: 'Seen', tenantId: acme, userId: ada, commandId: commandId('n'), at: at(1) } as const
    expect(seen.codec.is(event)).toBe(true)
    expect(seen.audience(event)).toEqual({ _tag: 'acquainted', userId: ada })
    // @ts-expect-error: who is told is no matter of its rules
    const other = userEvent('Seen', {}, { ...rules, id, audience: toWatchers })
    expect(other.audience(event)).toEqual({ _tag: 'acquainted', userId: ada })
  })

  test('a kind of stream says whose it is', () => {
    const { whose, ...silent } = inboxStreams
    // @ts-expect-error: it does not say whose it is
    streamKind(silent)
    expect(whose).toBe('person')
    const whoseIs = { channel: 'channel', inbox: 'person', user: 'acquainted', file: 'nobody' }
    for (const { stream } of eventDefinitions) expect(stream.whose).toBe(whoseIs[stream.kind])
  })
})

type Definition<Kind extends typeof channelStreams | typeof inboxStreams> = EventDefinition<
  'Made',
  typeof ChannelId,
  Kind
>
