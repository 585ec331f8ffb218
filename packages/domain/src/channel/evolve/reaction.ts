import type { ChannelEvent } from '../../events/channel-event.ts'
import type { ReactionRow } from '../rows.ts'

const reaction: ReactionRow = { kind: 'reaction' }

/** A reaction after an event about it. */
export const evolveReaction = (
  row: ReactionRow | undefined,
  event: ChannelEvent,
): ReactionRow | undefined => {
  if (event.type === 'ReactionAdded') return reaction
  return event.type === 'ReactionRemoved' ? undefined : row
}
