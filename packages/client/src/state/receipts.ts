import type { UserId } from '@parley/domain'
import type { MemberReceipts, Update } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'

/** What the members of a channel that is open let the others know of their reading, by user id. */
export type Receipts = ReadonlyMap<UserId, MemberReceipts>

type Told = Extract<ServerFrame, { readonly type: 'receipts' }>

/** Receipts after the server has told of some, or of all. */
export const receiptsAfter = (receipts: Receipts, { whole, members, gone }: Told): Receipts => {
  const after = new Map(whole ? [] : receipts)
  for (const userId of gone) after.delete(userId)
  for (const one of members) after.set(one.userId, one)
  return after
}

/** Receipts after an update of the channel: of who is a member no more there are none. */
export const foldReceipts = (receipts: Receipts, { changes }: Update): Receipts => {
  const left = changes.flatMap((one) => (one.row === 'member' && one.remove ? [one.userId] : []))
  return left.some((userId) => receipts.has(userId))
    ? new Map([...receipts].filter(([userId]) => !left.includes(userId)))
    : receipts
}
