import type { Description, MessageText, Role, UserId } from '@parley/domain'

/** What one line of a log says. */
export type IrcLine =
  | { readonly kind: 'message' | 'action'; readonly nick: UserId; readonly text: MessageText }
  | { readonly kind: 'joined'; readonly nick: UserId }
  | { readonly kind: 'left'; readonly nick: UserId }
  | { readonly kind: 'renamed'; readonly nick: UserId; readonly to: UserId }
  | { readonly kind: 'kicked'; readonly nick: UserId; readonly by: UserId }
  | { readonly kind: 'topic'; readonly topic: Description }
  | { readonly kind: 'ranks'; readonly ranks: ReadonlyArray<Rank> }

/** That a nick has a role from here on. */
export interface Rank {
  readonly nick: UserId
  readonly role: Exclude<Role, 'owner'>
}

/** What a line says of its time, as far as it says so, as a clock on the wall of some place would. */
export interface Stamp {
  /** Null where it names a month and a day alone, or none. */
  readonly year: number | null
  /** From 1; null where it says a time of the day alone. */
  readonly month: number | null
  readonly day: number | null
  /** Seconds since midnight; null where it is a date alone. */
  readonly seconds: number | null
  /** Minutes by which the clock is ahead of UTC; null where the line does not say so. */
  readonly ahead: number | null
}

/** A line that was understood. */
export interface ReadLine {
  /** Null: the line says nothing of its time. */
  readonly stamp: Stamp | null
  /** Null: nothing that becomes of a channel, such as that a log was opened. */
  readonly line: IrcLine | null
  /** What of it has no place in a channel, in words. */
  readonly untaken: string | null
}
