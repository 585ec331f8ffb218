import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import { rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import { memberKey, memberOf } from '../membership/rows.ts'
import type { Refusal } from '../permissions/refusal.ts'
import type { ChannelFacts } from '../streams/channel-stream.ts'
import { type Mentions, maxMentioned, mentionedIn, mentionsOf, togetherIn } from './mention.ts'
import type { TooManyMentions } from './rejections.ts'

/** The memberships that are looked at, beside that of the author. */
export const readsOfMentioned = (
  mentions: Mentions | undefined,
  by: ChannelFacts['by'],
): ReadonlyArray<RowKey> =>
  mentionedIn(mentions)
    .filter((userId) => userId !== by)
    .map(memberKey)

/** Whom a message mentions now, and whom of them it did not before; null: nobody. */
export interface Mentioning {
  readonly mentions: Mentions | null
  readonly newMentions: Mentions | null
}

/**
 * MENTION-1 to MENTION-4: whom a message mentions that mentioned others before. Who is no member is left out; those who
 * were mentioned stay so.
 */
export const mentioning = (
  rows: Rows,
  command: ChannelFacts & { readonly mentions?: Mentions | undefined },
  before: Mentions | null = null,
): E.Either<Refusal | TooManyMentions, Mentioning> => {
  const [people, together] = [mentionedIn(before), togetherIn(before)]
  const newPeople = mentionedIn(command.mentions).filter(
    (userId) => !people.includes(userId) && memberOf(rows, userId) !== undefined,
  )
  const newTogether = togetherIn(command.mentions).filter((type) => !together.includes(type))
  if (newTogether.length > 0) {
    const entry = enter(rows, command, 'mentionAll')
    if (E.isLeft(entry)) return entry
  }
  if (people.length + newPeople.length > maxMentioned)
    return rejects<TooManyMentions>({ _tag: 'TooManyMentions', most: maxMentioned })
  return E.right({
    mentions: mentionsOf([...people, ...newPeople], [...together, ...newTogether]),
    newMentions: mentionsOf(newPeople, newTogether),
  })
}
