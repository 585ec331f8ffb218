import type { MessageId } from '../values/ids.ts'

/** What a cursor is about: a whole feed, what stands at the top of its threads, or the replies to a message. */
export type FeedPart = 'all' | 'top' | MessageId

/** The part of a feed that a mark names by `parentId`. */
export const partOf = ({ parentId }: { readonly parentId?: MessageId | null }): FeedPart =>
  parentId === undefined ? 'all' : (parentId ?? 'top')
