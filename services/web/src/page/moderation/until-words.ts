import { type Timestamp, timestampOf } from '@parley/domain'
import { fullTime } from '../app/times.ts'

/** Until when something holds, as a sentence goes on with it: nothing where it has no end. */
export const untilWords = (until: string | null): string =>
  until === null ? '' : ` until ${fullTime(until)}`

/** The moment so many minutes from now. */
export const inMinutes = (minutes: number): Timestamp => timestampOf(new Date(Date.now() + minutes * 60_000))

/** For how long moderators may choose that something holds, in minutes; null: until it is taken back. */
export const spans: ReadonlyArray<{ readonly words: string; readonly minutes: number | null }> = [
  { words: '10 minutes', minutes: 10 },
  { words: 'an hour', minutes: 60 },
  { words: 'a day', minutes: 24 * 60 },
  { words: 'a week', minutes: 7 * 24 * 60 },
  { words: 'good', minutes: null },
]

/** That one is muted, for oneself or with all, and until when. */
export const mutedWords = (of: 'member' | 'channel', until: string | null): string =>
  of === 'member'
    ? `You are muted in this channel${untilWords(until)}.`
    : `This channel is muted${untilWords(until)}: only moderators write.`
