import {
  Body,
  type DomainEvent,
  eventDefinitions,
  type EventIn,
  MessageEdited,
  MessageSent,
  Position,
  ReactionAdded,
  ReactionName,
  ReactionRemoved,
  Revision,
  unionOf,
} from '@parley/domain'
import * as t from 'io-ts'

const bodyOrNull = { body: t.union([Body, t.null]) }
const nameOrNull = { name: t.union([ReactionName, t.null]) }

/** Events of which a later one may take something back, as they are told then. */
const takenBack = [
  t.strict({ ...MessageSent.codec.type.props, ...bodyOrNull }, MessageSent.type),
  t.strict({ ...MessageEdited.codec.type.props, ...bodyOrNull }, MessageEdited.type),
  t.strict({ ...ReactionAdded.codec.type.props, ...nameOrNull }, ReactionAdded.type),
  t.strict({ ...ReactionRemoved.codec.type.props, ...nameOrNull }, ReactionRemoved.type),
] as const
type TakenBack = t.TypeOf<(typeof takenBack)[number]>

/**
 * An event as it is told: as it stands in the log, but for what a later update takes back. The body of a message that
 * was edited or deleted since is null, and so is the name of a reaction that does not stand any more.
 */
type UpdateEvent = Exclude<DomainEvent, { readonly type: TakenBack['type'] }> | TakenBack

/** An event of a channel as it is told. */
export type ChannelUpdateEvent = Exclude<UpdateEvent, EventIn<'inbox'>>

const UpdateEvent = unionOf(
  eventDefinitions.map(({ type, codec }): t.Mixed => takenBack.find(({ name }) => name === type) ?? codec),
  'UpdateEvent',
) as t.Type<UpdateEvent, unknown>

/**
 * What changed, as the event that changed it, in the form of today: a client folds it into what it shows, exactly
 * once and in order, by the revision. An update of a channel goes to whoever watches the channel, one of an inbox
 * to its person alone; `revision` counts in the stream of the one or the other.
 */
export const Update = t.strict({ revision: Revision, position: Position, event: UpdateEvent }, 'Update')
export type Update = t.TypeOf<typeof Update>
