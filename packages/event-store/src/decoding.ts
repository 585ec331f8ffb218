import { eventDefinitionOf, eventDefinitions, streamOf } from '@parley/domain'
import type { DomainEvent, Upcaster } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { Validation } from 'io-ts'
import type { RecordedEvent } from './event.ts'
import { upcastWith } from './upcasting.ts'

/** A recorded event that this version of the engine can't read. */
export interface DecodeError {
  /**
   * A type or a version of it that is not known here, data that is not what the type demands, or an event that
   * speaks of another tenant, channel or person than the stream that it stands in.
   */
  readonly _tag: 'UnknownEventType' | 'UnknownEventVersion' | 'MalformedEvent' | 'MisplacedEvent'
  readonly stream: string
  readonly revision: number
  readonly position: number
  readonly type: string
  readonly cause: string
}

const versionOf = (recorded: RecordedEvent): number => {
  const v = recorded.metadata['v']
  return typeof v === 'number' ? v : 1
}

/** Names the fields that are wrong and what they should be; what stands there, a person may have written. */
const wrongFields = (decoded: Validation<unknown>): string =>
  E.isRight(decoded)
    ? 'it is not as it should be'
    : decoded.left
        .map(({ context }) => {
          const path = context.flatMap(({ key }) => (key === '' ? [] : [key])).join('.')
          return `${path} is no ${context.at(-1)?.type.name ?? 'such thing'}`
        })
        .join('; ')

/** Decodes recorded events into domain events, lifting older versions on the way. Every event anew: no memory. */
export const decoderWith = (
  lifts: ReadonlyArray<Upcaster>,
  newest: (type: string) => number,
): ((recorded: RecordedEvent) => E.Either<DecodeError, DomainEvent>) => {
  const upcast = upcastWith(lifts)
  return (recorded) => {
    const fail = (_tag: DecodeError['_tag'], cause: string): E.Either<DecodeError, DomainEvent> => {
      const { stream, revision, position, type } = recorded
      return E.left({ _tag, stream, revision, position, type, cause })
    }
    const { type, version, data } = upcast({
      type: recorded.type,
      version: versionOf(recorded),
      data: recorded.data,
    })
    if (recorded.unreadable !== undefined) return fail('MalformedEvent', recorded.unreadable)
    const definition = eventDefinitionOf(type)
    if (definition === undefined) return fail('UnknownEventType', `no event of ours is called ${type}`)
    if (version !== newest(type)) return fail('UnknownEventVersion', `${type} in version ${version}`)
    const { codec } = definition
    // The type as it is written in this program: whatever compares it, which is done often, sees at once that it is another.
    const event: unknown = { ...data, type: definition.type }
    // `is` allocates nothing; `decode` is for saying what is wrong. No event codec changes what it checks.
    if (!codec.is(event)) return fail('MalformedEvent', wrongFields(codec.decode(event)))
    const stream = streamOf(event)
    return stream === recorded.stream ? E.right(event) : fail('MisplacedEvent', `it is one of ${stream}`)
  }
}

/** The domain event that was recorded, in its newest version. */
export const decodeOnce = decoderWith(
  eventDefinitions.flatMap(({ upcasters }) => upcasters),
  (type) => eventDefinitionOf(type)?.version ?? 0,
)

interface Decoded {
  readonly recorded: RecordedEvent
  readonly decoded: E.Either<DecodeError, DomainEvent>
}
// By the end of the position. A WeakMap would hold them all, and cost more than decoding twice.
const decodedLately: Array<Decoded | undefined> = Array.from({ length: 8192 }, () => undefined)

/**
 * The domain event that was recorded, in its newest version. The last few thousand are kept decoded, so that several
 * consumers in a process that follow one another decode each once.
 */
export const decodeRecorded = (recorded: RecordedEvent): E.Either<DecodeError, DomainEvent> => {
  const slot = recorded.position % decodedLately.length
  const before = decodedLately[slot]
  if (before?.recorded === recorded) return before.decoded
  const decoded = decodeOnce(recorded)
  decodedLately[slot] = { recorded, decoded }
  return decoded
}
