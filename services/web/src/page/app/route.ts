import { ChannelId, MessageId } from '@parley/domain'
import { useMemo, useSyncExternalStore } from 'react'

/** What the address names: a channel, and beside it a thread of it or its details. */
export interface Route {
  readonly channelId: ChannelId | null
  readonly threadId: MessageId | null
  readonly details: boolean
}

const nowhere: Route = { channelId: null, threadId: null, details: false }

/** Reads `#/c/<channel>`, `#/c/<channel>/t/<message>` and `#/c/<channel>/details`; whatever else is nowhere. */
const readRoute = (hash: string): Route => {
  const [root, c, channelId, kind, messageId] = hash.split('/')
  if (root !== '#' || c !== 'c' || !ChannelId.is(channelId)) return nowhere
  const threadId = kind === 't' && MessageId.is(messageId) ? messageId : null
  return { channelId, threadId, details: kind === 'details' }
}

export const toNowhere = '#/'
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
