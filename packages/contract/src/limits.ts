/**
 * The most fields that what a client says may have, in all its objects together, those that the contract does not
 * know included.
 */
export const maxFields = 1_024
export { maxFirstMembers } from '@parley/domain'
/** The most characters (UTF-16 units) of a token, and of what is searched for. */
export const maxTokenLength = 12 * 1024
export const maxSearchLength = 128
/** The most characters (UTF-16 units) of what messages are searched for. */
export const maxSearchText = 256
/** The most places in a message that are named where it was found, and the rows of a page where nothing is said. */
export const mostHighlights = 20
export const searchPage = 20
/** The most rows of one page of an answer, and how many come where nothing is said. */
export const maxPage = 200
/**
 * The bytes at which a page of an answer, or the messages of a snapshot, end early, with `more`: the first row comes
 * whatever it takes.
 */
export const maxPageBytes = 256 * 1024
/** The rows of a page where a query does not say how many. */
export const defaultPage = 50
/** The most people that a message names of those who reacted with one name. */
export const mostNamed = 5
/** The most feeds that an answer names of a channel: as many as stand there. */
export { maxFeeds } from '@parley/domain'
/** A row of a conversation list names the threads of so many of the latest unread replies, and so many threads. */
export const mostUnreadReplies = 200
export const mostUnreadThreads = 50
