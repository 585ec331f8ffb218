import type { Conversation } from '@parley/client'
import type { UserId } from '@parley/domain'
import { matching } from './matching.ts'

/** What the switcher offers. */
export type Choice =
  | { readonly kind: 'conversation'; readonly key: string; readonly conversation: Conversation }
  /** Somebody who is known here, and whom one has not talked to yet. */
  | { readonly kind: 'person'; readonly key: string; readonly person: UserId }
  /** A name that nobody here is known by. */
  | { readonly kind: 'stranger'; readonly key: string; readonly person: UserId }

/** The most conversations, and people, that are offered at once. */
const most = 8

interface Asked {
  readonly conversations: ReadonlyArray<Conversation>
  readonly typed: string
  /** The name that was typed; null where it is none, or one's own. */
  readonly named: UserId | null
  /** Who is known by such a name; null until that has come. */
  readonly people: ReadonlyArray<UserId> | null
}

/** Conversations first, then people who are known, and last, where nobody is, the name that was typed. */
export const choicesFor = ({ conversations, typed, named, people }: Asked): ReadonlyArray<Choice> => {
  const found = matching(conversations, typed).slice(0, most)
  const talkedTo = new Set(conversations.map(({ withUserId }) => withUserId))
  const known = (people ?? []).filter((person) => !talkedTo.has(person)).slice(0, most)
  const isStranger = named !== null && people !== null && !talkedTo.has(named) && !people.includes(named)
  return [
    ...found.map((conversation) => ({
      kind: 'conversation' as const,
      key: conversation.channel.channelId,
      conversation,
    })),
    ...known.map((person) => ({ kind: 'person' as const, key: `with ${person}`, person })),
    ...(isStranger ? [{ kind: 'stranger' as const, key: 'stranger', person: named }] : []),
  ]
}
