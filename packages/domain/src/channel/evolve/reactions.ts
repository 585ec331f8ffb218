import type { ChannelEvent } from '../../events/channel-event.ts'
import type { ReactionsRow } from '../rows.ts'

/** The reactions to a message after an event about one. */
export const evolveReactions = (
  row: ReactionsRow | undefined,
  event: ChannelEvent,
): ReactionsRow | undefined => {
  if (event.type !== 'ReactionAdded' && event.type !== 'ReactionRemoved') return row
  const byName = new Map(row?.byName)
  const people = new Set(byName.get(event.name))
  if (event.type === 'ReactionAdded') people.add(event.by)
  else people.delete(event.by)
  if (people.size === 0) byName.delete(event.name)
  else byName.set(event.name, people)
  return byName.size === 0 ? undefined : { kind: 'reactions', byName }
}
