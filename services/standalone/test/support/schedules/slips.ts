import { channelIdIn } from '@parley/domain'
import type { Happened } from '@parley/contract/testing'
import type { ChannelId, DomainEvent, UserId } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'

/** A word that a server wrote and should not have, with the text that it stands in. */
export interface Slip {
  readonly why: 'taken back' | 'not theirs'
  readonly word: string
  readonly to: UserId
  /** Where it was taken back, or said to others. */
  readonly position: number
  readonly text: string
}

/** Each word that somebody said is in angle brackets, and no two are the same. */
const words = /<\d+>/g

/**
 * Looks through all that servers write for words that were taken back, texts that were edited or deleted, names and
 * descriptions that a channel has no more; and for words that were said in a channel after somebody had left it.
 */
export const slipsIn = (happened: () => ReadonlyArray<Happened>) => {
  const slips: Array<Slip> = []
  let read: ReadonlyArray<Happened> = []
  let stands = new Map<string, string>()
  let taken = new Map<string, number>()
  /** Where each word was said, and in which channel. */
  let said = new Map<string, Said>()
  let openChannels = new Set<ChannelId>()
  /** By person and channel: up to where they may know what is said there. */
  let known = new Map<string, number>()

  const takeIn = ({ event, position }: Happened): void => {
    const channelId = channelIdIn(event)
    // What people say of themselves is nobody's secret, and nothing that is taken back.
    if (channelId === undefined) return
    if (event.type === 'ChannelCreated' && channelTypes[event.channelType].visibility === 'open')
      openChannels.add(channelId)
    if (event.type === 'MemberJoined') known.set(`${event.userId} ${channelId}`, Infinity)
    // They are told that they left, and of the event itself nothing is a word.
    if (event.type === 'MemberLeft') known.set(`${event.userId} ${channelId}`, position)
    for (const [matter, word] of mattersOf(event)) {
      const before = stands.get(matter)
      if (before !== undefined && before !== word) taken.set(before, position)
      if (word === undefined) stands.delete(matter)
      else stands.set(matter, word)
      if (word !== undefined)
        said.set(word, {
          channelId,
          position,
          isOpen: openChannels.has(channelId) && !('messageId' in event),
        })
    }
  }
  const readOn = (): void => {
    const now = happened()
    if (now === read) return
    const goesOn = read.length <= now.length && read.at(-1) === now[read.length - 1]
    if (!goesOn) {
      stands = new Map()
      taken = new Map()
      said = new Map()
      known = new Map()
      openChannels = new Set()
    }
    for (const one of now.slice(goesOn ? read.length : 0)) takeIn(one)
    read = now
  }
  return {
    slips,
    /** Written to somebody by a server that knows the log up to a position. */
    look: (bytes: Buffer, to: UserId, knownTo: number): void => {
      readOn()
      const text = bytes.toString('latin1')
      for (const [word] of text.matchAll(words)) {
        const at = taken.get(word)
        if (at !== undefined && at <= knownTo) slips.push({ why: 'taken back', word, to, position: at, text })
        const origin = said.get(word)
        if (origin === undefined || origin.isOpen) continue
        const upTo = known.get(`${to} ${origin.channelId}`) ?? 0
        if (origin.position > upTo)
          slips.push({ why: 'not theirs', word, to, position: origin.position, text })
      }
    },
  }
}

interface Said {
  readonly channelId: ChannelId
  readonly position: number
  /** Whether everybody may know it: the name and the description of an open channel. */
  readonly isOpen: boolean
}

/** What an event says about what, in words that another one may take back; undefined: nothing any more. */
const mattersOf = (event: DomainEvent): ReadonlyArray<readonly [string, string | undefined]> => {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageEdited':
      return [[event.messageId, event.body.text]]
    case 'MessageDeleted':
      return [[event.messageId, undefined]]
    case 'ChannelCreated':
      return [
        [`name ${event.channelId}`, event.name ?? undefined],
        [`description ${event.channelId}`, event.description],
      ]
    case 'ChannelRenamed':
      return [[`name ${event.channelId}`, event.name]]
    case 'FeedCreated':
    case 'FeedRenamed':
      return [[`feed ${event.channelId} ${event.feedId}`, event.name]]
    case 'ChannelDescribed':
      return [[`description ${event.channelId}`, event.description]]
    case 'MemberLeft':
      return [[`nickname ${event.channelId} ${event.userId}`, undefined]]
    case 'NicknameSet':
      return [[`nickname ${event.channelId} ${event.userId}`, event.nickname ?? undefined]]
    case 'ChannelArchived':
    case 'ChannelDetailsChanged':
    case 'ChannelUnarchived':
    case 'ChannelDeleted':
    case 'FeedDeleted':
    case 'MemberJoined':
    case 'MemberRoleChanged':
    case 'MessagePinned':
    case 'MessageUnpinned':
    case 'MemberBanned':
    case 'MemberUnbanned':
    case 'MemberMuted':
    case 'MemberUnmuted':
    case 'ChannelMuted':
    case 'ChannelUnmuted':
    case 'RateLimitSet':
    case 'RateLimitLifted':
    case 'MessageFlagged':
    case 'MessageUnflagged':
    case 'FlagsCleared':
    case 'FlagLimitSet':
    case 'ReactionAdded':
    case 'ReactionRemoved':
    case 'ReadMarked':
    case 'ChannelNotificationSet':
    case 'NotificationSet':
    case 'ConversationArchived':
    case 'ConversationUnarchived':
    case 'FavouriteSet':
    case 'DraftSaved':
    case 'DeliveredMarked':
    case 'ReceiptsKept':
    case 'ProfileSet':
    case 'StatusSet':
    case 'FileRegistered':
    case 'FileUploaded':
    case 'FileDeleted':
      return []
    default:
      return event satisfies never
  }
}
