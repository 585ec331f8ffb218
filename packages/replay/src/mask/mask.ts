import {
  addressOf,
  type DomainEvent,
  eventDefinitions,
  kindOf,
  streamKinds,
  streamName,
} from '@parley/domain'
import { shapeOf } from '../codecs/shape.ts'
import { remembering } from '../remembering.ts'
import { keyed } from './keyed.ts'
import { type Masked, maskedValues } from './masked-values.ts'

/**
 * That people are not to be known: their ids, wherever an event holds one, are replaced by hashes with a key
 * (HMAC-SHA-256), and so are ids that derive from their names. Who has the key can make the same hashes.
 *
 * What people wrote stays, and may name people, unless `text` leaves it out: texts of messages, names and descriptions
 * of channels and feeds.
 */
export interface Mask {
  /** At least 16 bytes that nobody guesses. */
  readonly key: Uint8Array
  readonly text?: 'omit'
}

/** What masks an event, and what stands beside it. */
export interface Masker {
  readonly event: (event: DomainEvent) => unknown
  /** The name of a stream of the engine's. */
  readonly stream: (name: string) => string
  /** The id of an event. */
  readonly id: (id: string) => string
}

/** So many streams are remembered: neighbours are often of one. */
const remembered = 8_192

/** A masker. Throws a `RangeError` where the key is too short. */
export const masker = ({ key, text }: Mask): Masker => {
  const masking = { keyed: keyed(key), omitsText: text === 'omit' }
  const byType: ReadonlyMap<string, Masked> = new Map(
    eventDefinitions.map(({ type, codec }) => [type, maskedValues(shapeOf(codec), masking)]),
  )
  const byKind: ReadonlyMap<string, Masked> = new Map(
    streamKinds.map(({ kind, codec }) => [kind, maskedValues(shapeOf(codec), masking)]),
  )
  const maskedStream = (name: string): string => {
    const address = addressOf(name)
    const masked = byKind.get(address?.kind ?? '')
    if (address === undefined || masked === undefined) throw new Error(`${name} is no stream of the engine's`)
    const { id } = kindOf(address)
    const { tenantId } = address
    const ids: Readonly<Record<string, unknown>> = { ...address }
    return streamName(kindOf(address), { tenantId, [id]: masked(ids[id], tenantId) })
  }
  return {
    event: (event) => {
      const masked = byType.get(event.type)
      if (masked === undefined) throw new Error(`no event is called ${event.type}`)
      return masked(event, event.tenantId)
    },
    stream: remembering(remembered, maskedStream),
    id: masking.keyed.id,
  }
}
