import { ofType } from '@parley/domain/testing'
import type { MemberReceipts, MemberView } from '@parley/contract'
import type { Happened } from '@parley/contract/testing'
import { type ChannelId, channelIdIn, mostForReceipts, type Segment, type UserId } from '@parley/domain'
import type { ReceiptsIn } from '../queries/queries.ts'

type Mark = Extract<Happened['event'], { readonly type: 'ReadMarked' | 'DeliveredMarked' }>

/** What members of a channel let the others know of their reading, by its definition: the last mark of each cursor counts. */
export const receiptsIn = (
  history: ReadonlyArray<Happened>,
  channelId: ChannelId,
  members: ReadonlyArray<MemberView>,
  people: ReadonlyArray<UserId> | 'all',
): ReceiptsIn => {
  const events = history.map(({ event }) => event).filter((event) => channelIdIn(event) === channelId)
  const isThere =
    events.some(({ type }) => type === 'ChannelCreated') &&
    !events.some(({ type }) => type === 'ChannelDeleted')
  if (!isThere || members.length > mostForReceipts) return { isTooLarge: true, members: [] }
  const marksOf = (userId: UserId): ReadonlyArray<Mark> =>
    ofType(events, 'ReadMarked', 'DeliveredMarked').filter((event) => event.userId === userId)
  const keeps = (userId: UserId): boolean =>
    ofType(events, 'ReceiptsKept').findLast((event) => event.userId === userId)?.kept ?? false
  return {
    isTooLarge: false,
    members: members
      .filter(({ userId }) => (people === 'all' || people.includes(userId)) && !keeps(userId))
      .map(({ userId, joinedSegments }) => receiptsOf(userId, joinedSegments, marksOf(userId))),
  }
}

const receiptsOf = (
  userId: UserId,
  joinedSegments: MemberReceipts['joinedSegments'],
  marks: ReadonlyArray<Mark>,
): MemberReceipts => {
  const delivered: Record<string, Segment> = {}
  const read = new Map<string, MemberReceipts['read'][number]>()
  for (const mark of marks) {
    const { feedId, segment: readTo } = mark
    if (mark.type === 'DeliveredMarked') delivered[feedId] = readTo
    else {
      const { parentId = null } = mark
      const part = mark.parentId === undefined ? 'all' : parentId === null ? 'top' : 'thread'
      read.set(`${feedId} ${parentId ?? part}`, { feedId, part, parentId, readTo })
    }
  }
  const inOrder = [...read].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  return { userId, joinedSegments, delivered, read: inOrder }
}
