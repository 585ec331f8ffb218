import type { Conversation } from '@parley/client'

/** What a conversation is called in the list: the channel's name, or those of its other people. */
export const nameOf = ({
  channel,
  withUserId,
  withUserIds,
}: Pick<Conversation, 'channel' | 'withUserId' | 'withUserIds'>): string =>
  channel.name ?? withUserId ?? (withUserIds?.join(', ') || 'Conversation')

/** Whether it is one of several people, or of two, which is called by them. */
export const isOfItsPeople = ({ channel }: Pick<Conversation, 'channel'>): boolean => channel.name === null

/** How a count reads: `1 member`, `2 members`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`
