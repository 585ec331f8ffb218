import type { CommandFailure, QueryFailure } from '@parley/client'
import type { Rejection } from '@parley/domain'
import type { ProtocolError } from '@parley/protocol'
import { sizeWords } from '../text/body.ts'
import { retryWords } from '../moderation/limit-words.ts'
import { mutedWords, untilWords } from '../moderation/until-words.ts'

/** A failure in words for who caused it. */
export const failureWords = (failure: CommandFailure | QueryFailure): string => {
  switch (failure._tag) {
    case 'Rejected':
      return reasonWords(failure.rejection)
    case 'Failed':
      return reasonWords(failure.error)
    case 'Disconnected':
      return 'There is no connection just now.'
    case 'Closed':
      return 'You have signed out.'
  }
}

/** Why the rules or the server said no, in words. */
export const reasonWords = (reason: Rejection | ProtocolError): string => {
  switch (reason._tag) {
    case 'ChannelNotFound':
      return 'There is no such channel, or it is not open to you.'
    case 'ChannelIsArchived':
      return 'This channel is archived.'
    case 'ChannelIsFull':
      return `A channel has ${reason.most.toLocaleString()} members at the most.`
    case 'MayNotAdd':
      return `You may not add ${reason.userId} by yourself: they have to join, or to be in a channel with you.`
    case 'TooManyChannels':
      return `You have begun ${reason.most.toLocaleString()} channels and conversations today. Go on tomorrow.`
    case 'TooManyReactions':
      return reason.of === 'names'
        ? `A message has ${reason.most} different reactions at the most.`
        : `A message has ${reason.most.toLocaleString()} reactions at the most.`
    case 'TooManyFeeds':
      return `A channel has ${reason.most.toLocaleString()} feeds at the most.`
    case 'FeedExists':
      return 'The channel has such a feed already.'
    case 'FeedIsDeleted':
      return 'That feed was deleted.'
    case 'MainFeedStays':
      return 'The main feed of a channel stays.'
    case 'TooManyPins':
      return `A channel has ${reason.most} pinned messages at the most. Unpin one first.`
    case 'Banned':
      return `You are banned from this channel${untilWords(reason.until)}.`
    case 'UserIsBanned':
      return `${reason.userId} is banned from this channel. Take that back first.`
    case 'Muted':
      return mutedWords('member', reason.until)
    case 'ChannelIsMuted':
      return mutedWords('channel', reason.until)
    case 'LimitReached':
      return `That is too soon. ${retryWords(reason.retryAt)}`
    case 'MessageIsYours':
      return 'That message is your own.'
    case 'AlreadyOver':
      return 'That would be over already.'
    case 'ChannelExists':
      return 'That channel exists already.'
    case 'BelongingDiffers':
      return 'That is no channel of this kind: it belongs to something else.'
    case 'NotAMember':
      return 'You are not in this channel.'
    case 'ConversationStays':
      return 'A conversation keeps its people, and has no name.'
    case 'ConversationWithOneself':
      return 'A conversation takes another person.'
    case 'RoleTooLow':
      return `That takes the role of ${reason.needs}.`
    case 'MissingPermission':
      return 'Here nobody may do that, or you may not.'
    case 'OutranksYou':
      return `${reason.userId} does not stand below you.`
    case 'LastOwner':
      return 'The channel would be left without an owner. Make somebody else owner first.'
    case 'UserIsNotAMember':
      return `${reason.userId} is not in this channel.`
    case 'NotForSoMany':
      return `Who has read what is known in channels of up to ${reason.most} members.`
    case 'EndsInThePast':
      return 'That moment is over already.'
    case 'FeedNotFound':
    case 'SegmentNotReached':
      return 'The channel has no such place.'
    case 'MessageNotFound':
      return 'There is no such message.'
    case 'MessageIsDeleted':
      return 'That message was deleted.'
    case 'NotTheSender':
      return 'Only who sent a message can do that.'
    case 'RepliesDoNotNest':
      return 'A reply cannot be replied to.'
    case 'KindStays':
      return 'A message stays of the kind that it is.'
    case 'TypeIsNotListed':
      return 'A channel of this type is in no list.'
    case 'TooManyMentions':
      return `A message mentions ${reason.most} people at the most.`
    case 'FileNotFound':
      return 'There is no such file, or it is not shown to you.'
    case 'FileTooLarge':
      return `Such a file has ${sizeWords(reason.most)} at the most.`
    case 'FileSizeDiffers':
    case 'FileTypeDiffers':
      return 'The file is not what it was said to be.'
    case 'TooManyFiles':
      return 'You have uploaded as much today as one may. Go on tomorrow.'
    case 'AuthenticationFailed':
      return `The server did not take your token: ${reason.reason}`
    case 'UnsupportedVersion':
      return 'The server speaks another version. Reload the page.'
    case 'NotAuthenticated':
      return 'You are not signed in.'
    case 'CommandTooLarge':
    case 'FrameTooLarge':
      return 'That is too long to be sent.'
    case 'Overloaded':
    case 'Unavailable':
    case 'InDoubt':
      return 'The server is busy. Try again in a moment.'
    case 'RateLimited':
      return 'That was too much at once. Try again in a moment.'
    case 'StreamDeleted':
      return 'This channel was deleted for good.'
    case 'StreamCorrupt':
      return `This channel is damaged: somebody who runs the server has to see to it (${reason.reference}).`
    case 'Internal':
      return `Something went wrong on the server (${reason.reference}).`
    case 'NotText':
    case 'NotJson':
    case 'BadFrame':
      return 'The server did not understand this page. Reload it.'
    default:
      // A later server may have others, whatever the types of this version say.
      return ofLaterServer(reason)
  }
}

const ofLaterServer = (reason: { readonly _tag: string }): string =>
  `The server said no, for a reason that this page does not know (${reason._tag}). Reload it.`
