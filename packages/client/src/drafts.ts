import { type ChannelId, type CommandId, type DraftText, type FeedId, mainFeed } from '@parley/domain'
import type { WireCommand } from '@parley/contract'
import type { Clock } from './platform/clock.ts'
import { keyOf } from './state/key-of.ts'
import type { Store } from './store.ts'

type SaveDraft = Extract<WireCommand, { readonly type: 'SaveDraft' }>

/** Keeps what a person writes for all of their devices. */
export interface Drafts {
  /** What stands in the composer of a feed by now. It is said some time later, if it stands for so long. */
  readonly save: (channelId: ChannelId, text: string, feedId?: FeedId) => void
  /** A message was sent from the composer of a feed: what stood there is no draft any more. */
  readonly sent: (channelId: ChannelId, feedId?: FeedId) => void
}

/** So many milliseconds what one types is gathered, and at the least so many lie between what is said of one feed. */
const gathered = 2_000

/** One save of a feed is under way at a time, and what is written meanwhile is said after it, the last alone. */
export const drafts = (
  store: Pick<Store, 'get'>,
  clock: Clock,
  newName: () => CommandId,
  submit: (save: SaveDraft) => Promise<unknown>,
): Drafts => {
  /** What is yet to be said, by feed. While a feed is here, something of it waits or is under way. */
  const waiting = new Map<string, string | null>()

  const kept = (channelId: ChannelId, feedId: FeedId): string =>
    store
      .get()
      .conversations.get(channelId)
      ?.personal.drafts.find((one) => one.feedId === feedId)?.text ?? ''

  const run = async (key: string, channelId: ChannelId, feedId: FeedId): Promise<void> => {
    const text = waiting.get(key)
    waiting.set(key, null)
    if (typeof text === 'string' && text !== kept(channelId, feedId))
      await submit({ type: 'SaveDraft', commandId: newName(), channelId, feedId, text: text as DraftText })
    if (waiting.get(key) === null) waiting.delete(key)
    else clock.later(gathered, () => void run(key, channelId, feedId))
  }

  const save = (channelId: ChannelId, text: string, feedId: FeedId): void => {
    const key = keyOf(channelId, feedId)
    const isUnderWay = waiting.has(key)
    waiting.set(key, text)
    if (!isUnderWay) clock.later(gathered, () => void run(key, channelId, feedId))
  }

  return {
    save: (channelId, text, feedId = mainFeed) => save(channelId, text, feedId),
    sent: (channelId, feedId = mainFeed) => {
      // What was not said yet is not said at all; what was, and came after the message, is taken back.
      if (waiting.has(keyOf(channelId, feedId))) save(channelId, '', feedId)
    },
  }
}
