import {
  eventDefinitions,
  type EventIn,
  onceTyped,
  Position,
  Revision,
  type Said,
  type ToldEvent,
  unionOf,
} from '@parley/domain'
import * as t from 'io-ts'

type Definition = (typeof eventDefinitions)[number]

/** The fields of an event that are told as null once they were taken back. */
const nulledOf = ({ says }: Definition): ReadonlyArray<string> =>
  Object.entries<Said<never>>(says).flatMap(([field, said]) =>
    said !== 'stays' && said.becomes === 'null' ? [field] : [],
  )

/** The codec of an event as it is told, whatever of it was taken back. */
const toldCodecOf = (definition: Definition): t.Mixed => {
  const { type, codec } = definition
  const nulled = nulledOf(definition)
  if (nulled.length === 0) return codec
  const props: t.Props = 'props' in codec.type ? codec.type.props : {}
  const orNull = nulled.map((field): [string, t.Mixed] => {
    const told = props[field]
    if (told === undefined) throw new Error(`${type} has no ${field} that could be told as null`)
    // One spelling was seen to before it was kept.
    return [field, t.union([onceTyped(told), t.null])]
  })
  return t.strict({ ...props, ...Object.fromEntries(orNull) }, type)
}

/** An event of a channel as it is told. */
export type ChannelUpdateEvent = Exclude<ToldEvent, EventIn<'inbox'>>

/**
 * An event as it is told: as it stands in the log, but for what a later update takes back. The body of a message that
 * was edited or deleted since is null, and so is the name of a reaction that does not stand any more.
 */
const UpdateEvent = unionOf(eventDefinitions.map(toldCodecOf), 'UpdateEvent') as t.Type<ToldEvent, unknown>

/**
 * What changed, as the event that changed it, in the form of today: a client folds it into what it shows, exactly
 * once and in order, by the revision. An update of a channel goes to whoever watches the channel, one of an inbox
 * to its person alone; `revision` counts in the stream of the one or the other.
 */
export const Update = t.strict({ revision: Revision, position: Position, event: UpdateEvent }, 'Update')
export type Update = t.TypeOf<typeof Update>
