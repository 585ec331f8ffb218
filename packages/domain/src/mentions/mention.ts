import * as t from 'io-ts'
import { TypedUserId, UserId } from '../values/ids.ts'
import { listOf } from '../values/list-of.ts'

/** The most people that a message mentions by name. */
export const maxMentioned = 50

const mentionOf = (person: t.Type<UserId, string>, name: string) =>
  t.union(
    [
      t.strict({ type: t.literal('user'), userIds: listOf(person, maxMentioned) }, 'user'),
      /** Everybody who is in the channel. */
      t.strict({ type: t.literal('channel') }, 'channel'),
      /** Those who are there at the moment: who that was is in no log, so it counts for nobody. */
      t.strict({ type: t.literal('here') }, 'here'),
    ],
    name,
  )

/** Whom a message mentions: people, the whole channel, or those who are there. */
export const Mention = mentionOf(UserId, 'Mention')
export type Mention = t.TypeOf<typeof Mention>

/** As it is kept: one of each type at the most. */
export const Mentions = listOf(Mention, 3)
export type Mentions = t.TypeOf<typeof Mentions>
export const TypedMentions = listOf(mentionOf(TypedUserId, 'TypedMention'), 3)

/** The people that are mentioned by name, each once. */
export const mentionedIn = (mentions: Mentions | null | undefined): ReadonlyArray<UserId> => [
  ...new Set((mentions ?? []).flatMap((mention) => (mention.type === 'user' ? mention.userIds : []))),
]

const all = ['channel', 'here'] as const

/** Of those who are mentioned together, which. */
export const togetherIn = (mentions: Mentions | null | undefined): ReadonlyArray<(typeof all)[number]> =>
  all.filter((type) => mentions?.some((mention) => mention.type === type))

/** Mentions as they are kept; null where nobody is mentioned. */
export const mentionsOf = (
  userIds: ReadonlyArray<UserId>,
  together: ReadonlyArray<(typeof all)[number]>,
): Mentions | null => {
  const mentions: Mentions = [
    ...(userIds.length === 0 ? [] : [{ type: 'user' as const, userIds }]),
    ...together.map((type) => ({ type })),
  ]
  return mentions.length === 0 ? null : mentions
}
