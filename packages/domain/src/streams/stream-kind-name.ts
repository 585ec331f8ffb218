/**
 * The names of all kinds of stream. Apart from the kinds themselves, so that whatever says of which kind it is names
 * one that there is; and whatever is to be said of each kind does not compile until it is said of a further one.
 */
export type StreamKindName = 'channel' | 'inbox' | 'user' | 'file'
