import { ReadMarked } from './read-marked.ts'

/** All that happens in a person's inbox stream. */
export const InboxEvent = ReadMarked
export type InboxEvent = ReadMarked
