import { type ChannelId, mainFeed, type Revision, type Segment, type UserId } from '@parley/domain'
import type { ConversationView, MessageView, Update } from '@parley/contract'
import { isOfChannel } from './state/apply-updates.ts'
import { broughtBy, type ShownMessage, shownAt } from './state/message.ts'
import type { Telling } from './telling.ts'

/** Tells of each message that comes once, whichever way it comes, in the order of its channel. */
export interface Arrivals {
  /** Messages by updates, which are those of a watch. */
  readonly came: (updates: ReadonlyArray<Update>) => void
  /** A conversation of the list. Of the first list, nothing that was said before is told of. */
  readonly listed: (view: Pick<ConversationView, 'channel' | 'joinedSegment'>, isFirst: boolean) => void
  /** A watch begins with a snapshot, which shows messages that came before it. */
  readonly began: (view: ConversationView, messages: ReadonlyArray<MessageView>) => void
  /** The revision after which a channel has to be followed so that each message is told of; undefined: nobody listens. */
  readonly toldTo: (channelId: ChannelId) => Revision | undefined
  /** The log is another: what was told of it says nothing of this one. */
  readonly forget: () => void
}

const beginning = 0 as Revision

interface Told {
  /** Of the main feed. Messages of others come by updates alone, of which the revision says which were told. */
  readonly segment: Segment
  readonly revision: Revision
}

/** `telling` outlives connections, and so does what was told. */
export const arrivals = (
  telling: Pick<Telling, 'tell' | 'isHeard'>,
  me: () => UserId | undefined,
): Arrivals => {
  const told = new Map<ChannelId, Told>()

  const tell = (message: ShownMessage): void =>
    telling.tell('message', { message, mine: message.senderId === me() })

  return {
    came: (updates) => {
      for (const update of updates.filter(isOfChannel)) {
        const { channelId, revision, cause, changes } = update
        telling.tell('changed', { channelId, cause, changes })
        const messages = broughtBy(update)
        const before = told.get(channelId)
        if (before === undefined || revision <= before.revision) continue
        const fresh = messages.filter((one) => one.feedId !== mainFeed || one.segment > before.segment)
        const last = fresh.findLast((one) => one.feedId === mainFeed)
        told.set(channelId, { segment: last?.segment ?? before.segment, revision })
        fresh.forEach(tell)
      }
    },
    listed: ({ channel, joinedSegment }, isFirst) => {
      const { channelId, lastSegment, revision } = channel
      const isHeard = telling.isHeard('message')
      // The watch brings what came since; of a channel that is new, since one joined it.
      if (told.has(channelId) && isHeard) return
      const isTold = isFirst || !isHeard
      told.set(
        channelId,
        isTold ? { segment: lastSegment, revision } : { segment: joinedSegment, revision: beginning },
      )
    },
    began: ({ channel, joinedSegment }, messages) => {
      const { channelId, lastSegment, position, revision } = channel
      const { segment } = told.get(channelId) ?? { segment: joinedSegment }
      told.set(channelId, { segment: lastSegment > segment ? lastSegment : segment, revision })
      for (const message of shownAt(messages, position)) if (message.segment > segment) tell(message)
      telling.tell('changed', { channelId, cause: null, changes: null })
    },
    toldTo: (channelId) => (telling.isHeard('message') ? told.get(channelId)?.revision : undefined),
    forget: () => told.clear(),
  }
}
