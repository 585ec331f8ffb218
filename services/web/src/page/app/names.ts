import type { Conversation } from '@parley/client'

/** What a conversation is called in the list: the channel's name, or the other person's. */
export const nameOf = ({ channel, withUserId }: Pick<Conversation, 'channel' | 'withUserId'>): string =>
  channel.name ?? withUserId ?? 'Conversation'

/** How a count reads: `1 member`, `2 members`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`
