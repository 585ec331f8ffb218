import type { ReactionView } from '@parley/contract'
import type { UserId } from '@parley/domain'
import { counted } from '../app/names.ts'

/**
 * Who reacted, in a few words: oneself first, then those whom the message names, and how many others.
 *
 * @example reactedWords({ count: 7, mine: true, userIds: ['bo', 'cy'], … }, 'ada') // 'you, bo, cy and 4 others'
 */
export const reactedWords = (
  { count, mine, userIds }: Pick<ReactionView, 'count' | 'mine' | 'userIds'>,
  me: UserId | null,
): string => {
  const named = [...(mine ? ['you'] : []), ...userIds.filter((userId) => userId !== me)]
  const others = count - named.length
  if (named.length === 0) return counted(count, 'person', 'people')
  if (others > 0) return `${named.join(', ')} and ${counted(others, 'other')}`
  return named.length === 1 ? named.join() : `${named.slice(0, -1).join(', ')} and ${named.slice(-1).join()}`
}
