import type { QueryResult } from '@parley/contract'
import type { ChannelId, TakenBack } from '@parley/domain'
import { channelWithout, conversationWithout, memberWithout, messageWithout } from './views-in-hindsight.ts'

/**
 * An answer as it is given once it is known what was taken back after the position that it was read at: nothing in it
 * says that. A text is null then, and what takes its place comes as an update to who watches. Pure; where nothing was
 * taken back, it comes out as the same object.
 */
export const answerInHindsight = (
  answer: QueryResult,
  taken: ReadonlyArray<TakenBack>,
  /** The one that was asked about, where it was one. */
  channelId: ChannelId | undefined,
): QueryResult => taken.reduce((all, one) => answerWithout(all, one, channelId), answer)

const answerWithout = (
  answer: QueryResult,
  taken: TakenBack,
  channelId: ChannelId | undefined,
): QueryResult => {
  switch (answer.type) {
    case 'conversations':
      return { ...answer, conversations: answer.conversations.map((one) => conversationWithout(one, taken)) }
    case 'conversation':
      return { ...answer, conversation: conversationWithout(answer.conversation, taken) }
    case 'history':
    case 'unread':
      return { ...answer, messages: answer.messages.map((one) => messageWithout(one, taken)) }
    case 'thread': {
      const replies = answer.replies.map((one) => messageWithout(one, taken))
      return { ...answer, parent: messageWithout(answer.parent, taken), replies }
    }
    case 'pinned': {
      const pins = answer.pins.map((pin) => ({ ...pin, message: messageWithout(pin.message, taken) }))
      return { ...answer, pins }
    }
    case 'browse': {
      const channels = answer.channels.map((one) => ({ ...one, channel: channelWithout(one.channel, taken) }))
      return { ...answer, channels }
    }
    case 'reports': {
      const reports = answer.reports.map((one) => ({ ...one, message: messageWithout(one.message, taken) }))
      return { ...answer, reports }
    }
    // What was found by a text that is no more was not found.
    case 'search': {
      const found = answer.found.flatMap((one) => {
        const message = messageWithout(one.message, taken)
        return message.body === null ? [] : [{ ...one, message }]
      })
      return { ...answer, found }
    }
    case 'members': {
      if (channelId === undefined) throw new Error('members of no channel')
      return { ...answer, members: answer.members.map((one) => memberWithout(channelId, one, taken)) }
    }
    // What is not said any more may be gone altogether: it is asked for again by who wants to know.
    case 'versions':
      return taken.kind === 'text' && taken.messageId === answer.messageId
        ? { ...answer, versions: [] }
        : answer
    // Who is there, and who did what, is nothing that anybody said.
    case 'reactions':
    case 'people':
    case 'bans':
    case 'receipts':
    case 'mutes':
    case 'restraints':
    case 'limits':
    // Whoever is told what people say of themselves takes the newest.
    case 'directory':
    case 'profiles':
    case 'file':
      return answer
    default:
      return answer satisfies never
  }
}
