import type { ChannelId, ChannelName, Hindsight, MessageId } from '@parley/domain'
import { adasChannel, channelName, noMessage } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { told } from '../src/told.ts'

/** Events that the engine has never heard of. */
type MadeUp =
  | {
      readonly type: 'Captioned'
      readonly messageId: MessageId
      readonly caption: string
      readonly by: string
    }
  | { readonly type: 'CaptionStruck'; readonly messageId: MessageId; readonly by: string }
  | { readonly type: 'SignHung'; readonly channelId: ChannelId; readonly sign: ChannelName }

const hindsightOf = (event: MadeUp): Hindsight<MadeUp> => {
  switch (event.type) {
    case 'Captioned': {
      const { messageId } = event
      return {
        says: { caption: { of: () => [{ kind: 'text', messageId }], becomes: 'null' }, by: 'stays' },
        takesBack: undefined,
      }
    }
    case 'CaptionStruck': {
      const { messageId } = event
      return { says: {}, takesBack: () => [{ kind: 'text', messageId }] }
    }
    case 'SignHung': {
      const { channelId, sign: instead } = event
      return {
        says: { sign: { of: () => [{ kind: 'channelName', channelId }], becomes: 'latest' } },
        takesBack: () => [{ kind: 'channelName', channelId, instead }],
      }
    }
    default:
      return event satisfies never
  }
}

const captioned = (caption: string): MadeUp => ({
  type: 'Captioned',
  messageId: noMessage,
  caption,
  by: 'ada',
})
const struck: MadeUp = { type: 'CaptionStruck', messageId: noMessage, by: 'bob' }
const hung = (name: string): MadeUp => ({ type: 'SignHung', channelId: adasChannel, sign: channelName(name) })

const inHindsight = (events: ReadonlyArray<MadeUp>) =>
  told<Readonly<Record<string, unknown>>, MadeUp>(events, hindsightOf)

test('LIVE-50: what is known in hindsight of an event is known by its definition alone', () => {
  const [first, second] = [captioned('a secret'), captioned('what stands')]
  expect(inHindsight([first, struck, second])).toEqual([{ ...first, caption: null }, struck, second])
  const [open, closed, closing] = [hung('Open'), hung('Closed'), hung('Closing down')]
  expect(inHindsight([open, struck, closed, closing])).toEqual([closing, struck, closing, closing])
})

test('LIVE-50: what nothing took back is the same object', () => {
  const events = [struck, captioned('what stands'), hung('Open')]
  const same = inHindsight(events)
  expect(events.map((event, n) => event === same[n])).toEqual([true, true, true])
})
