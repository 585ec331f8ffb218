import { type ChannelId, type CommandId, mainFeed, type Segment } from '@parley/domain'
import type { WireCommand } from '@parley/contract'
import { feedOf } from './state/feed.ts'
import { markOf, type Read } from './state/read.ts'
import type { Store } from './store.ts'

type MarkRead = Extract<WireCommand, { readonly type: 'MarkRead' }>

/**
 * Says how far a person has read. One mark of a feed, its top or a thread is under way at a time; of those that are
 * asked for meanwhile the furthest goes next.
 */
export const readMarks = (
  store: Pick<Store, 'get'>,
  newName: () => CommandId,
  submit: (mark: MarkRead) => Promise<unknown>,
): ((channelId: ChannelId, read: Read) => void) => {
  /** Of each part that has a mark under way, the furthest segment that was asked for. */
  const furthest = new Map<string, Segment>()
  const markNow = (channelId: ChannelId, read: Read): ReturnType<typeof markOf> => {
    const conversation = store.get().conversations.get(channelId)
    const feed = conversation && feedOf(conversation, read.feedId ?? mainFeed)
    return feed === undefined ? null : markOf(feed, read)
  }
  const run = async (part: string, channelId: ChannelId, read: Read): Promise<void> => {
    const mark = markNow(channelId, read)
    if (mark !== null) await submit({ type: 'MarkRead', commandId: newName(), channelId, ...mark })
    const next = furthest.get(part)
    const isFurther = next !== undefined && mark !== null && next > mark.segment
    if (!isFurther) furthest.delete(part)
    else await run(part, channelId, read.segment === undefined ? read : { ...read, segment: next })
  }
  return (channelId, read) => {
    const mark = markNow(channelId, read)
    if (mark === null) return
    const part = `${channelId}/${mark.feedId}/${read.segment === undefined ? 'all' : (read.parentId ?? 'top')}`
    const before = furthest.get(part)
    if (before === undefined || before < mark.segment) furthest.set(part, mark.segment)
    if (before === undefined) void run(part, channelId, read)
  }
}
