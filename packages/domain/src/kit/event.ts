import type * as t from 'io-ts'
import type { LostMatter, ReplacedMatter, TakenBack } from '../matters.ts'
import type { UserId } from '../values/ids.ts'
import type { RowChange } from './row.ts'
import type { StreamKind } from './stream-kind.ts'
import type { Upcaster } from './upcaster.ts'

/**
 * Who is told of an event of a channel. Never one person alone: a hole in its revisions is to everybody else something
 * that they missed.
 */
export type ChannelAudience =
  /** All who watch the channel; and these people, watching or not. */
  | { readonly _tag: 'watchers'; readonly and: ReadonlyArray<UserId> }
  /**
   * Those of them who moderate it. Who that is, is not known where events are told: all who watch are told that there
   * is one, and moderators no more than others.
   */
  | { readonly _tag: 'moderators' }

/** Who is told of an event that is one person's own: that person, on all of their devices. */
export interface OwnAudience {
  readonly _tag: 'person'
  readonly userId: UserId
}

/** Who is told of an event about a person: that person, and those who know of them. */
export interface AcquaintedAudience {
  readonly _tag: 'acquainted'
  readonly userId: UserId
}

/** Of an event that nobody is told of: what it came to is asked for. */
export interface NoAudience {
  readonly _tag: 'nobody'
}

/** Who is told of an event. */
export type Audience = ChannelAudience | OwnAudience | AcquaintedAudience | NoAudience

/** Who may be told of events in a stream, by whose it is. */
type AudienceBy = {
  readonly channel: ChannelAudience
  readonly person: OwnAudience
  readonly acquainted: AcquaintedAudience
  readonly nobody: NoAudience
}

/** All who watch the channel, and nobody else. */
export const toWatchers = (): ChannelAudience => ({ _tag: 'watchers', and: [] })

/** Moderators alone: all who watch are told that there is something. */
export const toModerators = (): ChannelAudience => ({ _tag: 'moderators' })

/** The id of an event of `stream`, which stands at `index` among those that its command made. */
type IdRule<Event> = (event: Event, stream: string, index: number) => string

/** Of which matters a field says something, and what it is told as once a later event took back any of them. */
export type Said<Event, Value = unknown> =
  /** Null. */
  | { readonly of: (event: Event) => ReadonlyArray<LostMatter>; readonly becomes: 'null' }
  /** What the latest such event says instead. */
  | { readonly of: (event: Event) => ReadonlyArray<ReplacedMatter<Value>>; readonly becomes: 'latest' }
  /** Nothing takes it back. */
  | 'stays'

/** The fields of an event that a later one may take back; one that is not named stays. */
export type Says<Event> = { readonly [Field in keyof Event]?: Said<Event, Event[Field]> }

/** All that an event says stays. */
type AllStays = Readonly<Record<string, 'stays'>>

/** What may be taken back of an event, and what it takes back. `Saying`: where its type is known, of which fields. */
export interface Hindsight<Event, Saying = Readonly<Record<string, Said<Event>>>> {
  /** What it says, by field, that a later event may take back. */
  readonly says: Saying
  /** What it takes back of what events before it said; undefined: nothing. */
  readonly takesBack: ((event: Event) => ReadonlyArray<TakenBack>) | undefined
}

/** All there is to know of a type of event, but for its fields. No part of it can be left out. */
export interface EventRules<Event, Saying, Told extends Audience> extends Hindsight<Event, Saying> {
  /** The version in which it is written now, from 1 on. */
  readonly version: number
  /** One for each earlier version, oldest first: the log holds events in the version in which they were written. */
  readonly upcasters: ReadonlyArray<Upcaster>
  readonly audience: (event: Event) => Told
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
  Saying = AllStays,
> extends EventRules<t.TypeOf<Codec>, Saying, AudienceBy[Kind['whose']]> {
  readonly type: Type
  readonly codec: Codec
  readonly stream: Kind
}

/** An event of a definition. */
export type EventOf<D> = D extends { readonly codec: infer Codec extends t.Mixed } ? t.TypeOf<Codec> : never

/** The fields that are told as null once they were taken back. */
type NullOnceTaken<Saying> = {
  readonly [Field in keyof Saying]: Saying[Field] extends { readonly becomes: 'null' } ? Field : never
}[keyof Saying]

/** An event of a definition as it is told, whatever of it was taken back. */
export type ToldOf<D> = D extends { readonly says: infer Saying }
  ? WithNull<EventOf<D>, NullOnceTaken<Saying>>
  : never

type WithNull<Event, Fields> = [Fields] extends [never]
  ? Event
  : { [Field in keyof Event]: Field extends Fields ? Event[Field] | null : Event[Field] }
