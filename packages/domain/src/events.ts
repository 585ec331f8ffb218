import type * as t from 'io-ts'
import type { Audience, EventOf, Hindsight, ToldOf } from './kit/event.ts'
import type { RowChange } from './kit/row.ts'
import { type AddressOf, addressIn, type StreamKind, streamName } from './kit/stream-kind.ts'
import { unionOf } from './kit/union.ts'
import type { Upcaster } from './kit/upcaster.ts'
import { eventDefinitions, streamKindByName, streamKinds } from './registry.ts'
import type { StreamKindName } from './streams/stream-kind-name.ts'
import { channelIdIn } from './values/channel-id-in.ts'
import type { ChannelId } from './values/ids.ts'

type Definition = (typeof eventDefinitions)[number]

/** Everything that the log of the engine can say. */
export type DomainEvent = EventOf<Definition>

/** Every event as it is told: of some, what a later one took back is null. */
export type ToldEvent = ToldOf<Definition>

/** The events of a kind of stream, by its name. */
export type EventIn<Kind extends StreamKindName> = EventOf<
  Extract<Definition, { readonly stream: { readonly kind: Kind } }>
>

/** The events of a kind of stream as they are told. */
export type ToldIn<Kind extends StreamKindName> = ToldOf<
  Extract<Definition, { readonly stream: { readonly kind: Kind } }>
>

/** All that happens in a channel. */
export type ChannelEvent = EventIn<'channel'>

/** Every event that names a channel, whosever stream it stands in. */
export type NamesAChannel<Event extends ToldEvent = DomainEvent> = Extract<
  Event,
  { readonly channelId: ChannelId }
>

/** Whether an event names a channel: what is told of it goes with that channel. */
export const namesAChannel = <Event extends ToldEvent>(event: Event): event is NamesAChannel<Event> =>
  channelIdIn(event) !== undefined

/** A definition, whichever event it is of. */
export interface AnyEventDefinition extends Hindsight<DomainEvent> {
  readonly type: DomainEvent['type']
  /** Checks an event and drops no field: what a newer version added survives. */
  readonly codec: t.Type<DomainEvent, unknown>
  readonly stream: StreamKind
  readonly version: number
  readonly upcasters: ReadonlyArray<Upcaster>
  readonly audience: (event: DomainEvent) => Audience
  readonly id: (event: DomainEvent, stream: string, index: number) => string
  readonly rows: (event: DomainEvent) => ReadonlyArray<RowChange>
}

// A definition takes only its own event, which is what it is looked up by.
const loosened = (definition: Definition): AnyEventDefinition =>
  ({ ...definition, codec: definition.codec.type }) as unknown as AnyEventDefinition

const byType: ReadonlyMap<string, AnyEventDefinition> = new Map(
  eventDefinitions.map((definition) => [definition.type, loosened(definition)]),
)

/** The types of all events. */
export const eventTypes: ReadonlyArray<DomainEvent['type']> = eventDefinitions.map(({ type }) => type)

/** The definition of a type of event; undefined where there is none. */
export const eventDefinitionOf = (type: string): AnyEventDefinition | undefined => byType.get(type)

const definitionOf = ({ type }: Pick<DomainEvent, 'type'>): AnyEventDefinition => {
  const definition = byType.get(type)
  if (definition === undefined) throw new Error(`no event is called ${type}`)
  return definition
}

/** An event of whichever type, as it stands in the log. */
export const DomainEvent = unionOf(
  eventDefinitions.map(({ codec }) => codec),
  'DomainEvent',
)

/** The kind of stream that an event stands in. */
export const streamKindOf = (event: ToldEvent): StreamKind => definitionOf(event).stream

/** Whether an event stands in a stream of this kind. */
export const isEventIn = <Kind extends StreamKindName>(kind: Kind, event: ToldEvent): event is ToldIn<Kind> =>
  definitionOf(event).stream.kind === kind

/** The stream that an event stands in: it follows from what the event says, and an event in any other is refused. */
export const streamOf = (event: DomainEvent & Readonly<Record<string, unknown>>): string =>
  streamName(definitionOf(event).stream, event)

/** Who is told of an event. */
export const audienceOf = (event: DomainEvent): Audience => definitionOf(event).audience(event)

/** What of an event may be taken back, and what it takes back. */
export const hindsightOf = (event: DomainEvent): Hindsight<DomainEvent> => definitionOf(event)

/** The id of an event that stands at `index` among those that its command made in a stream. */
export const eventIdOf = (stream: string, event: DomainEvent, index: number): string =>
  definitionOf(event).id(event, stream, index)

let changesLately: { readonly event: DomainEvent; readonly rows: ReadonlyArray<RowChange> } | undefined

/** What an event does to the rows that decisions look at, each row once. Several ask of one event, one after another. */
export const rowChangesOf = (event: DomainEvent): ReadonlyArray<RowChange> => {
  if (changesLately?.event !== event) changesLately = { event, rows: definitionOf(event).rows(event) }
  return changesLately.rows
}

/** A stream of the engine, by what its name says. */
export type StreamAddress = AddressOf<(typeof streamKinds)[number]>

/** Whose stream a name names; undefined where it is none of the engine's. */
export const addressOf = (name: string): StreamAddress | undefined =>
  addressIn(streamKinds, name) as StreamAddress | undefined

/** The kind of a stream. */
export const kindOf = ({ kind }: StreamAddress): StreamKind => streamKindByName[kind]

/** The name of a stream in the log. */
export const nameOf = (address: StreamAddress): string => streamName(kindOf(address), { ...address })

/** What the name of every stream of the engine begins with; the log may hold others, which are not ours. */
export const streamPrefixes: ReadonlyArray<string> = streamKinds.map(({ kind }) => `${kind}-`)
