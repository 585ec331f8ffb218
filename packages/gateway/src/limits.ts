import type { PerParty } from '@parley/engine'
import { maxFrameBytes } from '@parley/protocol'
import { defaultRates, type Rates } from './rates/default-rates.ts'

/** How much the gateway takes on. Times are in milliseconds. */
export interface GatewayLimits {
  /** Connections, at most; more are refused with 503. */
  readonly sessions: number
  /** Sessions of one person, of one tenant and from one address, at most. */
  readonly sessionsOf: PerParty<number>
  /** How often a person, the people of a tenant, and those at an address may connect and say frames. */
  readonly rates: Rates
  /** The most frames that wait over one connection, by their cost, before it is ended. */
  readonly framesWaiting: number
  /** Who has not said who they are: the most frames, and the most bytes of each. */
  readonly framesBefore: number
  readonly frameBytesBefore: number
  /** How many frames of a person, or of strangers at an address, are taken in a turn of the event loop; of all that wait, how many. */
  readonly shareOfTurn: number
  readonly turn: number
  /** The most bytes of a frame: a longer one is refused, and the session goes on. */
  readonly frameBytes: number
  /** The most bytes of a message: at a longer one the connection ends. */
  readonly messageBytes: number
  /** How long a connection may take to say who it is. */
  readonly authenticateWithin: number
  /** What may be under way for one session. */
  readonly commandsUnderWay: number
  readonly queriesUnderWay: number
  /** The bytes of the commands that may be under way for one session. */
  readonly commandBytes: number
  /** How many queries of one session are read at once; the others wait, as all do while its socket has no room. */
  readonly queriesAtOnce: number
  readonly subscribesUnderWay: number
  /** A frame of updates, or of channels that begin to be watched, is about so long, in characters, where no single one is longer. */
  readonly partCharacters: number
  /** Of how many people at the most a watch that asks for presence is told that they are there when it begins. */
  readonly onlineTold: number
  /** The bytes that may wait in a socket before it counts as slow. */
  readonly slowBytes: number
  /** The bytes that may wait in a socket for more to be read for it, where half of `waitingBytes` is taken. */
  readonly tightBytes: number
  /** The bytes that may wait in all sockets together, beside what many are told at once: where it is more, the slowest are ended. */
  readonly waitingBytes: number
  /** The channels of which a slow session may miss something, before its connection is ended. */
  readonly missedChannels: number
  /** How long somebody types who says no more. */
  readonly typingLasts: number
  /** How often a session may say that it types: so many at once, and so many a second. */
  readonly typingBurst: number
  readonly typingPerSecond: number
  /** Between one ping and the next; a connection that answers none in that time is dead. */
  readonly pingEvery: number
  /** How long closing waits for commands under way, and then for the goodbyes of the clients. */
  readonly closeWithin: number
}

/** The limits that docs/spec/gateway.md names. */
export const defaultLimits: GatewayLimits = {
  sessions: 20_000,
  sessionsOf: { person: 100, tenant: 20_000, address: 5_000 },
  rates: defaultRates,
  framesWaiting: 6_000,
  framesBefore: 4,
  frameBytesBefore: 16 * 1024,
  shareOfTurn: 4,
  turn: 64,
  frameBytes: maxFrameBytes,
  messageBytes: 1024 * 1024,
  authenticateWithin: 10_000,
  commandsUnderWay: 1_000,
  queriesUnderWay: 32,
  commandBytes: 4 * 1024 * 1024,
  queriesAtOnce: 4,
  subscribesUnderWay: 16,
  partCharacters: 256 * 1024,
  onlineTold: 1_000,
  slowBytes: 1024 * 1024,
  tightBytes: 64 * 1024,
  waitingBytes: 256 * 1024 * 1024,
  missedChannels: 10_000,
  typingLasts: 10_000,
  typingBurst: 10,
  typingPerSecond: 5,
  pingEvery: 30_000,
  closeWithin: 5_000,
}
