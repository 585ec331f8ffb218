import type { MessageId } from '@parley/domain'

/** How many messages are remembered. */
const most = 1_000

const orders = new Map<MessageId, ReadonlyArray<string>>()

/**
 * What is named of a message, in the order in which each was first shown here: what is there keeps its place, under
 * a pointer that is on its way to it, and what comes goes to the end.
 */
export const inKeptOrder = <A extends { readonly name: string }>(
  messageId: MessageId,
  items: ReadonlyArray<A>,
): ReadonlyArray<A> => {
  const before = orders.get(messageId) ?? []
  const added = items.map(({ name }) => name).filter((name) => !before.includes(name))
  const order = [...before, ...added]
  orders.delete(messageId)
  // The names that have gone keep their places too, as long as they are few: who takes one back may think again.
  orders.set(messageId, order.length <= 2 * items.length + 8 ? order : items.map(({ name }) => name))
  const [oldest] = orders.keys()
  if (orders.size > most && oldest !== undefined) orders.delete(oldest)
  return items.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
}
