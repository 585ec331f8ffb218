import { maxBegunADay } from '@parley/domain'
import { defaultRates, type Rates } from './rates/rates.ts'

/** How much people may do, whichever door they come by. */
export interface EngineLimits {
  /** How often a person, the people of a tenant, and those at an address may ask. */
  readonly rates: Rates
  /** How much one person has under way at once, by the cost of their commands; what is beyond that waits. */
  readonly commandsAtOnce: number
  /** For how many milliseconds that waits at the most. */
  readonly waitWithin: number
  /** The most channels and conversations that one person begins within a day. */
  readonly begunADay: number
  /** The most files that one person registers within a day, and the bytes after which they register no more. */
  readonly filesADay: number
  readonly fileBytesADay: number
  readonly watching: WatchLimits
  readonly replay: ReplayLimits
}

/** What one page of a tenant's events is, and how many are read at a time. */
export interface ReplayLimits {
  /** A page is at most so many events. */
  readonly rows: number
  /** And at most so many bytes of them as JSON; a single event may be more. */
  readonly bytes: number
  /** So many events of the log are read at once for it. */
  readonly atOnce: number
  /** And so many times. */
  readonly looks: number
  /** After so many milliseconds without a word from the log there is no page. */
  readonly silence: number
  /** So many pages of one tenant are read at a time. */
  readonly ofTenant: number
  /** And so many of all tenants together. */
  readonly inAll: number
}

/** What one session watches. */
export interface WatchLimits {
  /** The most channels that it watches. */
  readonly channels: number
  /** How many times beginnings of one person's watches are read at once, over all of their sessions. */
  readonly beginningsAtOnce: number
  /** A delta is at most so many updates; where there are more, a snapshot is the shorter way. */
  readonly deltaUpdates: number
  /** And at most so many bytes. */
  readonly deltaBytes: number
  /** The beginnings that are read together come to about so many bytes at the most, or are one. */
  readonly readTogether: number
  /** The most updates that are held back while a beginning is read. */
  readonly heldUpdates: number
  /** And the most characters of them. */
  readonly heldCharacters: number
  /** For how many milliseconds a beginning waits for what its client has seen, or done, already. */
  readonly catchUpWithin: number
  /** Milliseconds at the least from one time to the next that a channel's watchers are told who has read what. */
  readonly receiptsEvery: number
}

/** Limits that shall not be the usual ones. */
export interface LimitsGiven extends Partial<Omit<EngineLimits, 'watching' | 'replay'>> {
  readonly watching?: Partial<WatchLimits>
  readonly replay?: Partial<ReplayLimits>
}

/** The limits that docs/spec names. */
export const defaultLimits: EngineLimits = {
  rates: defaultRates,
  commandsAtOnce: 8,
  waitWithin: 5_000,
  begunADay: maxBegunADay,
  filesADay: 1_000,
  fileBytesADay: 2 * 1024 ** 3,
  watching: {
    channels: 10_000,
    beginningsAtOnce: 4,
    deltaUpdates: 500,
    deltaBytes: 256 * 1024,
    readTogether: 1024 * 1024,
    heldUpdates: 20_000,
    heldCharacters: 1024 * 1024,
    catchUpWithin: 5_000,
    receiptsEvery: 250,
  },
  replay: {
    rows: 500,
    bytes: 1024 * 1024,
    atOnce: 100,
    looks: 20,
    silence: 10_000,
    ofTenant: 2,
    inAll: 8,
  },
}

/** The usual limits but for those that are given. */
export const limitsOf = ({ watching, replay, ...given }: LimitsGiven = {}): EngineLimits => ({
  ...defaultLimits,
  ...given,
  watching: { ...defaultLimits.watching, ...watching },
  replay: { ...defaultLimits.replay, ...replay },
})
