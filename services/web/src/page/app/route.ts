import { ChannelId, MessageId } from '@parley/domain'
import { useMemo, useSyncExternalStore } from 'react'

/** What the address names: a channel, and beside it a thread of it or its details. */
export interface Route {
  readonly channelId: ChannelId | null
  readonly threadId: MessageId | null
  readonly details: boolean
  /** It names something that there is not. */
  readonly unknown: boolean
}

const nowhere: Route = { channelId: null, threadId: null, details: false, unknown: false }

export const toNowhere = '#/'

/** Reads `#/c/<channel>`, `#/c/<channel>/t/<message>` and `#/c/<channel>/details`; whatever else is unknown. */
const readRoute = (hash: string): Route => {
  if (hash === '' || hash === '#' || hash === toNowhere) return nowhere
  const [root, c, channelId, kind, messageId, ...more] = hash.split('/')
  const unknown = { ...nowhere, unknown: true }
  if (root !== '#' || c !== 'c' || !ChannelId.is(channelId) || more.length > 0) return unknown
  const channel = { ...nowhere, channelId }
  if (kind === undefined || (kind === '' && messageId === undefined)) return channel
  if (kind === 'details' && messageId === undefined) return { ...channel, details: true }
  return kind === 't' && MessageId.is(messageId) ? { ...channel, threadId: messageId } : unknown
}

export const toChannel = (channelId: ChannelId): string => `#/c/${channelId}`
export const toThread = (channelId: ChannelId, messageId: MessageId): string =>
  `#/c/${channelId}/t/${messageId}`
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
