import type { ChannelEvent } from '../events/channel-event.ts'
import { evolveChannel } from './evolve/channel.ts'
import { evolveMember } from './evolve/member.ts'
import { evolveMessage } from './evolve/message.ts'
import { evolveReaction } from './evolve/reaction.ts'
import { evolveReactions } from './evolve/reactions.ts'
import type { ChannelKey, ChannelStateRow, DoneRow } from './rows.ts'

const done: DoneRow = { kind: 'done' }

/** A row after an event that touches it. */
export const evolve = (
  key: ChannelKey,
  row: ChannelStateRow | undefined,
  event: ChannelEvent,
): ChannelStateRow | undefined => {
  if (key === 'channel') return evolveChannel(row?.kind === 'channel' ? row : undefined, event)
  if (key.startsWith('message:')) return evolveMessage(row?.kind === 'message' ? row : undefined, event)
  if (key.startsWith('member:')) return evolveMember(row?.kind === 'member' ? row : undefined, event)
  if (key.startsWith('reaction:')) return evolveReaction(row?.kind === 'reaction' ? row : undefined, event)
  if (key.startsWith('reactions:')) return evolveReactions(row?.kind === 'reactions' ? row : undefined, event)
  return done
}
