import type { MessageView } from '@parley/contract'
import { ChannelId, FeedId, mainFeed, MessageId, Segment } from '@parley/domain'
import { useMemo, useSyncExternalStore } from 'react'

/** What the address names: a channel, and beside it a thread of it or its details. */
export interface Route {
  readonly channelId: ChannelId | null
  readonly threadId: MessageId | null
  readonly details: boolean
  /** The message to which it leads: a reply of the thread, or one at the top of threads, in its place. */
  readonly message: {
    readonly messageId: MessageId
    readonly segment: Segment | null
    readonly feedId?: FeedId
  } | null
  /** It names something that there is not. */
  readonly unknown: boolean
}

type Whereabouts = Pick<MessageView, 'channelId' | 'feedId' | 'messageId' | 'parentId' | 'segment'>

const nowhere: Route = { channelId: null, threadId: null, details: false, message: null, unknown: false }

export const toNowhere = '#/'

/**
 * Reads `#/c/<channel>`, `#/c/<channel>/t/<message>`, `#/c/<channel>/details`, and what leads to a message:
 * `#/c/<channel>/m/<segment>/<message>`, with `/<feed>` behind it where that is not the main one, and `#/c/<channel>/t/<message>/<reply>`; whatever else is unknown.
 */
const readRoute = (hash: string): Route => {
  if (hash === '' || hash === '#' || hash === toNowhere) return nowhere
  const [root, c, channelId, kind, id, led, ...more] = hash.split('/')
  const unknown = { ...nowhere, unknown: true }
  const [feedId = mainFeed] = more
  const isLong = more.length > (kind === 'm' ? 1 : 0)
  if (root !== '#' || c !== 'c' || !ChannelId.is(channelId) || isLong) return unknown
  const channel = { ...nowhere, channelId }
  if (kind === undefined || (kind === '' && id === undefined)) return channel
  if (kind === 'details' && id === undefined) return { ...channel, details: true }
  if (kind === 'm') return ledIn(channel, feedId, id, led) ?? unknown
  if (kind !== 't' || !MessageId.is(id)) return unknown
  if (led === undefined) return { ...channel, threadId: id }
  return MessageId.is(led)
    ? { ...channel, threadId: id, message: { messageId: led, segment: null } }
    : unknown
}

const ledIn = (channel: Route, feedId: string, place = '', messageId?: string): Route | undefined => {
  const segment = /^\d{1,15}$/.test(place) ? Number(place) : null
  if (!Segment.is(segment) || !MessageId.is(messageId) || !FeedId.is(feedId)) return undefined
  return { ...channel, message: { messageId, segment, feedId } }
}

export const toChannel = (channelId: ChannelId): string => `#/c/${channelId}`
export const toThread = (channelId: ChannelId, messageId: MessageId): string =>
  `#/c/${channelId}/t/${messageId}`
/** Leads to a message, in its thread if it is a reply. */
export const toMessage = ({ channelId, feedId, messageId, parentId, segment }: Whereabouts): string =>
  parentId === null
    ? `#/c/${channelId}/m/${segment}/${messageId}${feedId === mainFeed ? '' : `/${feedId}`}`
    : `#/c/${channelId}/t/${parentId}/${messageId}`
export const toDetails = (channelId: ChannelId): string => `#/c/${channelId}/details`

export const go = (to: string): void => {
  location.hash = to
}

const listen = (listener: () => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

export const useRoute = (): Route => {
  const hash = useSyncExternalStore(listen, () => location.hash)
  return useMemo(() => readRoute(hash), [hash])
}
