import {
  type ChannelName,
  type Description,
  type DisplayName,
  type FeedName,
  isBlank,
  maxChannelNameLength,
  maxDescriptionLength,
  maxDisplayNameLength,
  maxFeedNameLength,
  maxNameLength,
  maxNicknameLength,
  maxOuterIdLength,
  maxReactionLength,
  maxStatusLength,
  maxTextLength,
  type MessageText,
  type Nickname,
  type OuterId,
  type ReactionName,
  SeenReactionName,
  type StatusText,
  TypedChannelName,
  TypedDescription,
  TypedDisplayName,
  TypedFeedName,
  TypedMessageText,
  TypedNickname,
  TypedOuterId,
  TypedStatusText,
  TypedUserId,
  type UserId,
} from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'

/** What a field takes, as the domain has it, and how to speak of it. */
export interface Takes<A extends string> {
  /** What it is in its one spelling; null where it is not taken. */
  readonly read: (typed: string) => A | null
  /** What it is called in a sentence. */
  readonly called: string
  readonly most: number
  /** In what the domain counts: UTF-16 units, or characters. */
  readonly lengthOf: (typed: string) => number
  /** Why nothing at all is not taken; null where it is. */
  readonly blank: string | null
  /** What else may be wrong with it. */
  readonly otherwise: string
}

const reading =
  <A extends string>(codec: t.Type<A, string>) =>
  (typed: string): A | null =>
    E.getOrElse((): A | null => null)(codec.decode(typed))

const units = (typed: string): number => typed.length
const characters = (typed: string): number => Array.from(typed).length
const unprintable = 'That has a character in it which no name may have.'

export const messageText: Takes<MessageText> = {
  read: reading(TypedMessageText),
  called: 'A message',
  most: maxTextLength,
  lengthOf: units,
  blank: 'There is nothing to send yet.',
  otherwise: 'That has a character in it which no message may have.',
}

export const editedText: Takes<MessageText> = {
  ...messageText,
  blank: 'A message is not blank. To take it back, cancel and delete it.',
}

export const channelName: Takes<ChannelName> = {
  read: reading(TypedChannelName),
  called: 'A name',
  most: maxChannelNameLength,
  lengthOf: units,
  blank: 'A channel has a name.',
  otherwise: unprintable,
}

export const companyName: Takes<OuterId> = {
  read: reading(TypedOuterId),
  called: 'A name',
  most: maxOuterIdLength,
  lengthOf: units,
  blank: 'Which company is it of?',
  otherwise: unprintable,
}

export const nickname: Takes<Nickname> = {
  read: reading(TypedNickname),
  called: 'A nickname',
  most: maxNicknameLength,
  lengthOf: units,
  blank: null,
  otherwise: unprintable,
}

export const feedName: Takes<FeedName> = {
  read: reading(TypedFeedName),
  called: 'A name',
  most: maxFeedNameLength,
  lengthOf: units,
  blank: 'A feed has a name.',
  otherwise: unprintable,
}

export const displayName: Takes<DisplayName> = {
  read: reading(TypedDisplayName),
  called: 'A display name',
  most: maxDisplayNameLength,
  lengthOf: units,
  blank: null,
  otherwise: unprintable,
}

export const statusText: Takes<StatusText> = {
  read: reading(TypedStatusText),
  called: 'A status',
  most: maxStatusLength,
  lengthOf: units,
  blank: null,
  otherwise: 'That has a character in it which no status may have.',
}

export const description: Takes<Description> = {
  read: reading(TypedDescription),
  called: 'A description',
  most: maxDescriptionLength,
  lengthOf: units,
  blank: null,
  otherwise: 'That has a character in it which no description may have.',
}

export const reactionName: Takes<ReactionName> = {
  read: reading(SeenReactionName),
  called: 'A reaction',
  most: maxReactionLength,
  lengthOf: characters,
  blank: 'A reaction is an emoji or a word.',
  otherwise: 'A reaction is one word, with no space in it.',
}

export const personName: Takes<UserId> = {
  read: reading(TypedUserId),
  called: 'A name',
  most: maxNameLength,
  lengthOf: characters,
  blank: 'Whoever it is has a name.',
  otherwise: unprintable,
}

/** A token from elsewhere, which the server alone can judge. */
export const anyToken: Takes<string> = {
  read: (typed) => (typed.trim() === '' ? null : typed),
  called: 'A token',
  most: Number.MAX_SAFE_INTEGER,
  lengthOf: units,
  blank: 'Paste the token that you were given.',
  otherwise: 'That is no token.',
}

/** Why what was typed is not taken, in words; null where it is. */
export const problemWith = <A extends string>(takes: Takes<A>, typed: string): string | null => {
  if (takes.read(typed) !== null) return null
  if (isBlank(typed)) return takes.blank ?? takes.otherwise
  const length = takes.lengthOf(typed)
  return length > takes.most
    ? `${takes.called} has ${takes.most.toLocaleString()} characters at the most; this has ${length.toLocaleString()}.`
    : takes.otherwise
}

/** How many more characters are taken, below zero how many are too many; null while that is far off. */
export const roomIn = <A extends string>(takes: Takes<A>, typed: string): number | null => {
  const room = takes.most - takes.lengthOf(typed)
  return room <= takes.most / 10 ? room : null
}
