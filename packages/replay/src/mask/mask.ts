import { addressOf, type DomainEvent, eventDefinitions, kindOf, streamName } from '@parley/domain'
import { shapeOf } from '../codecs/shape.ts'
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

/** A masker. Throws a `RangeError` where the key is too short. */
export const masker = ({ key, text }: Mask): Masker => {
  const masking = { keyed: keyed(key), omitsText: text === 'omit' }
  const byType: ReadonlyMap<string, Masked> = new Map(
    eventDefinitions.map(({ type, codec }) => [type, maskedValues(shapeOf(codec), masking)]),
  )
  return {
    event: (event) => {
      const masked = byType.get(event.type)
      if (masked === undefined) throw new Error(`no event is called ${event.type}`)
      return masked(event, event.tenantId)
    },
    stream: (name) => {
      const address = addressOf(name)
      if (address === undefined) throw new Error(`${name} is no stream of the engine's`)
      const kind = kindOf(address)
      const { tenantId } = address
      const ids: Readonly<Record<string, unknown>> = { ...address }
      return streamName(kind, {
        tenantId,
        [kind.id]: maskedValues(shapeOf(kind.codec), masking)(ids[kind.id], tenantId),
      })
    },
    id: masking.keyed.id,
  }
}
