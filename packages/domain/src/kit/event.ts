import type * as t from 'io-ts'
import type { UserId } from '../values/ids.ts'
import type { RowChange } from './row.ts'
import type { StreamKind } from './stream-kind.ts'
import type { Upcaster } from './upcaster.ts'

/** Who is told of an event. */
export type Audience =
  /** All who watch the channel that it names; and these people, watching or not. */
  | { readonly _tag: 'watchers'; readonly and: ReadonlyArray<UserId> }
  /** Those of them who moderate it. */
  | { readonly _tag: 'moderators' }
  /** One person, on all of their devices. */
  | { readonly _tag: 'person'; readonly userId: UserId }

/** All who watch the channel, and nobody else. */
export const toWatchers = (): Audience => ({ _tag: 'watchers', and: [] })

/** The id of an event of `stream`, which stands at `index` among those that its command made. */
type IdRule<Event> = (event: Event, stream: string, index: number) => string

/** All there is to know of a type of event, but for its fields. No part of it can be left out. */
export interface EventRules<Event> {
  /** The version in which it is written now, from 1 on. */
  readonly version: number
  /** One for each earlier version, oldest first: the log holds events in the version in which they were written. */
  readonly upcasters: ReadonlyArray<Upcaster>
  readonly audience: (event: Event) => Audience
  /** Holds what makes its command once and no more, so that a name that is used twice never gives two events one id. */
  readonly id: IdRule<Event>
  /** What it does to the rows that decisions look at, each row once. */
  readonly rows: (event: Event) => ReadonlyArray<RowChange>
}

/** A type of event: its codec, the kind of stream it stands in, and its rules. */
export interface EventDefinition<
  Type extends string = string,
  Codec extends t.Mixed = t.Mixed,
  Kind extends StreamKind = StreamKind,
> extends EventRules<t.TypeOf<Codec>> {
  readonly type: Type
  readonly codec: Codec
  readonly stream: Kind
}

/** An event of a definition. */
export type EventOf<D> = D extends { readonly codec: infer Codec extends t.Mixed } ? t.TypeOf<Codec> : never
