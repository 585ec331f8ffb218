import {
  addressOf,
  type ChannelId,
  type DomainEvent,
  eventDefinitionOf,
  type StreamAddress,
  streamKinds,
  type StreamKindName,
  streamName,
  type TenantId,
} from '@parley/domain'
import type { EventFilter } from '@parley/event-store'
import { remembering } from './remembering.ts'
import { assertPartition, type Partition, partitionOf } from './partition.ts'

/** The name of a type of event. */
export type EventType = DomainEvent['type']

/** Which streams: all that is said has to hold. */
export interface StreamChoice {
  /** Those of one tenant. */
  readonly tenantId?: TenantId
  /** Those of some kinds. */
  readonly kinds?: ReadonlyArray<StreamKindName>
  /** That of one channel. */
  readonly channelId?: ChannelId
}

/** Which events of a log: all that is said has to hold; nothing said is all of the engine's. */
export interface Selection {
  readonly types?: ReadonlyArray<EventType>
  readonly streams?: StreamChoice
  readonly partition?: Partition
}

/** What of a selection the store can go by. It may let more through, and never less. */
export const filterOf = ({ types, streams = {} }: Selection): EventFilter => ({
  streamPrefixes: prefixesOf(streams),
  ...(types === undefined ? {} : { types: [...new Set(types.flatMap(writtenAs))] }),
})

const prefixesOf = ({ tenantId, kinds, channelId }: StreamChoice): ReadonlyArray<string> =>
  streamKinds
    .filter(({ kind }) => kinds?.includes(kind) ?? true)
    .filter(({ kind }) => channelId === undefined || kind === 'channel')
    .map((kind) => {
      if (tenantId === undefined) return `${kind.kind}-`
      return streamName(kind, { tenantId, [kind.id]: channelId ?? '' })
    })

/** An event may have been written under an earlier name of its type. */
const writtenAs = (type: EventType): ReadonlyArray<string> => [
  type,
  ...(eventDefinitionOf(type)?.upcasters.map((upcaster) => upcaster.type) ?? []),
]

/** How a selection is applied to what a store gives. */
export interface Selecting {
  /** Whether a stream is one of those chosen; `foreign`: it is none of the engine's. */
  readonly stream: (name: string) => boolean | 'foreign'
  /** Whether a type is one of those asked for. */
  readonly type: (type: EventType) => boolean
}

/** How many streams are remembered, so that neighbours of one stream cost little. */
const remembered = 8_192

/** Applies a selection. Throws a `RangeError` where its partition is none. */
export const selecting = ({ types, streams = {}, partition }: Selection): Selecting => {
  if (partition !== undefined) assertPartition(partition)
  const asked = types === undefined ? undefined : new Set(types)
  const isChosen = (address: StreamAddress, name: string): boolean =>
    (streams.tenantId === undefined || address.tenantId === streams.tenantId) &&
    (streams.kinds?.includes(address.kind) ?? true) &&
    (streams.channelId === undefined ||
      (address.kind === 'channel' && address.channelId === streams.channelId)) &&
    (partition === undefined || partitionOf(name, partition.of) === partition.n)
  return {
    stream: remembering(remembered, (name) => {
      const address = addressOf(name)
      return address === undefined ? 'foreign' : isChosen(address, name)
    }),
    type: (type) => asked?.has(type) ?? true,
  }
}
