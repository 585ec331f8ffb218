import type { MessageId } from '@parley/domain'
import type { TakenMember } from './members-of.ts'
import type { TakenMessage } from './messages-of.ts'
import { type ChannelDocuments, type Report, tell } from './read-documents.ts'

interface Taken {
  readonly members: ReadonlyArray<TakenMember>
  readonly messages: ReadonlyArray<TakenMessage>
  readonly reactions: ReadonlyArray<{ readonly messageId: MessageId }>
}

/** Holds the counts of documents, which are derived and not taken, against what was taken; what differs is reported. */
export const comparing = ({ channel }: ChannelDocuments, taken: Taken, report: Report): void => {
  const compare = (
    found: Parameters<typeof tell>[1],
    field: string,
    said: number | undefined,
    is: number,
  ): void => {
    if (said !== undefined && said !== is)
      tell(report, found, `says ${field} ${said}, and ${is} are taken`, 'mended')
  }
  const stand = taken.messages.filter(({ deleted }) => deleted === null)
  const { memberCount, messageCount } = channel.document
  compare(channel, 'memberCount', memberCount, taken.members.filter(({ left }) => left === null).length)
  compare(channel, 'messageCount', messageCount, stand.length)
  const replies = counted(stand.flatMap(({ parentId }) => parentId ?? []))
  const reactions = counted(taken.reactions.map(({ messageId }) => messageId))
  for (const { found, messageId } of stand) {
    if (found === null) continue
    compare(found, 'childCount', found.document.childCount, replies.get(messageId) ?? 0)
    compare(found, 'reactionCount', found.document.reactionCount, reactions.get(messageId) ?? 0)
  }
}

const counted = (ids: ReadonlyArray<MessageId>): ReadonlyMap<MessageId, number> => {
  const counts = new Map<MessageId, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
