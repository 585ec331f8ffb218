import type { ProtocolError } from '@parley/protocol'
import { backoff } from './backoff.ts'

/** The server has too much to do, or was asked too much: that is waited out, whoever asks. */
export const isTooMuch = (error: ProtocolError): boolean =>
  error._tag === 'Overloaded' || error._tag === 'RateLimited'

/** A store can't be reached just now: waited out by whoever has nobody to tell. */
export const isOutage = (error: ProtocolError): boolean => isTooMuch(error) || error._tag === 'Unavailable'

/** The same command, under its name, may succeed a moment later. */
export const isPassing = (error: ProtocolError): boolean => isOutage(error) || error._tag === 'InDoubt'

/**
 * How long the server asks one to wait, in milliseconds, and up to a quarter more, since others were told the same; 0
 * where it does not say.
 */
export const askedFor = (error: ProtocolError): number =>
  'retryAfter' in error ? error.retryAfter * (1 + Math.random() / 4) : 0

/** How long to wait after an error that passes: as long as the server says, or else longer and longer. */
export const pauseAfter = (error: ProtocolError, pauses: number): number => askedFor(error) || backoff(pauses)
