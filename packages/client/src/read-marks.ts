import type { ChannelId, CommandId, Segment } from '@parley/domain'
import { mainFeed } from '@parley/domain'
import type { WireCommand } from '@parley/contract'
import { markOf, type Read } from './state/read.ts'
import type { Store } from './store.ts'

type MarkRead = Extract<WireCommand, { readonly type: 'MarkRead' }>

/**
 * Says how far a person has read. One mark of a channel, its top or a thread is under way at a time; of those that are
 * wanted meanwhile the furthest goes next.
 */
export const readMarks = (
  store: Pick<Store, 'get'>,
  newName: () => CommandId,
  submit: (mark: MarkRead) => Promise<unknown>,
): ((channelId: ChannelId, read: Read) => void) => {
  /** The furthest that is wanted, of the places of which a mark is under way. */
  const wanted = new Map<string, Segment>()
  const markNow = (channelId: ChannelId, read: Read): ReturnType<typeof markOf> => {
    const line = store.get().conversations.get(channelId)
    return line === undefined ? null : markOf(line, read)
  }
  const run = async (place: string, channelId: ChannelId, read: Read): Promise<void> => {
    const mark = markNow(channelId, read)
    if (mark !== null)
      await submit({ type: 'MarkRead', commandId: newName(), channelId, feedId: mainFeed, ...mark })
    const next = wanted.get(place)
    const goesOn = next !== undefined && mark !== null && next > mark.segment
    if (!goesOn) wanted.delete(place)
    else await run(place, channelId, read.segment === undefined ? read : { ...read, segment: next })
  }
  return (channelId, read) => {
    const mark = markNow(channelId, read)
    if (mark === null) return
    const place = `${channelId}/${read.segment === undefined ? 'all' : (read.parentId ?? 'top')}`
    const before = wanted.get(place)
    if (before === undefined || before < mark.segment) wanted.set(place, mark.segment)
    if (before === undefined) void run(place, channelId, read)
  }
}
