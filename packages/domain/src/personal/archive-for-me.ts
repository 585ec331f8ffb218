import type { ChannelRow } from '../channel/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { rowAt, type Rows } from '../kit/row.ts'
import type { ChannelId, FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import type { ConversationArchived, ConversationUnarchived } from './events.ts'
import { ownCommand, ownFactsOf } from './own-command.ts'
import { isPutAway } from './put-away.ts'
import { putAwayRows } from './rows.ts'

const noFields = { always: {}, perhaps: {} }

const isAway = (rows: Rows, channelId: ChannelId, { lastSegments }: ChannelRow): boolean =>
  isPutAway(
    rowAt(rows, putAwayRows.key(channelId))?.segments ?? null,
    Object.entries<Segment>(lastSegments).map(([feedId, lastSegment]) => ({
      feedId: feedId as FeedId,
      lastSegment,
    })),
  )

/** PERSONAL-10, PERSONAL-11: put a conversation away until something is said in it. */
export const ArchiveForMe = ownCommand('ArchiveForMe', noFields, {
  reads: ({ channelId }) => [putAwayRows.key(channelId)],
  decide: (command, rows, { channel }) => {
    if (isAway(rows, command.channelId, channel)) return nothing
    return makes<ConversationArchived>({
      type: 'ConversationArchived',
      ...ownFactsOf(command),
      segments: channel.lastSegments,
    })
  },
})
export type ArchiveForMe = CommandOf<typeof ArchiveForMe>

/** PERSONAL-12: take a conversation back that was put away. One that came back by itself is not away. */
export const UnarchiveForMe = ownCommand('UnarchiveForMe', noFields, {
  reads: ({ channelId }) => [putAwayRows.key(channelId)],
  decide: (command, rows, { channel }) => {
    if (!isAway(rows, command.channelId, channel)) return nothing
    return makes<ConversationUnarchived>({ type: 'ConversationUnarchived', ...ownFactsOf(command) })
  },
})
export type UnarchiveForMe = CommandOf<typeof UnarchiveForMe>
