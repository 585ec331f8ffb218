import { addressOf, eventDefinitionOf } from '@parley/domain'
import type { DomainEvent } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { decodeOnce, decodeRecorded } from './decoding.ts'
import type { DecodeError } from './decoding.ts'
import type { RecordedEvent } from './event.ts'

/** What an event of the log is to the engine. */
export type Recognised =
  | { readonly _tag: 'Own'; readonly event: DomainEvent }
  /** Another program's, in a stream of ours or in one of its own: it says nothing of any channel or person. */
  | { readonly _tag: 'Foreign'; readonly inOwnStream: boolean }
  /** One of ours that this version can't read. */
  | { readonly _tag: 'Unreadable'; readonly error: DecodeError }

/** Whether it says of itself that an engine wrote it: each event of ours has the version of its type beside it. */
const isOfAnEngine = ({ type, metadata }: RecordedEvent): boolean =>
  eventDefinitionOf(type) !== undefined || Number.isInteger(metadata['v'])

/**
 * Tells the engine's own events from those of others. Ours are those in a stream that is ours by its whole name, and
 * either of a type that we know or written with a version of its type, as a newer engine writes what we don't know yet.
 */
export const recognise = (recorded: RecordedEvent): Recognised =>
  recognised(recorded, decodeRecorded(recorded))

/** As `recognise`, by who goes through a long log: nobody else in the process wants the same events, and none is kept. */
export const recogniseOnce = (recorded: RecordedEvent): Recognised =>
  recognised(recorded, decodeOnce(recorded))

const recognised = (recorded: RecordedEvent, decoded: E.Either<DecodeError, DomainEvent>): Recognised => {
  if (E.isRight(decoded)) return { _tag: 'Own', event: decoded.right }
  const inOwnStream = addressOf(recorded.stream) !== undefined
  if (!inOwnStream || !isOfAnEngine(recorded)) return { _tag: 'Foreign', inOwnStream }
  return { _tag: 'Unreadable', error: decoded.left }
}
