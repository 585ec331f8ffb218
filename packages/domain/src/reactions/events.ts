import { type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { change, put, remove, type RowChange } from '../kit/row.ts'
import type { Upcaster } from '../kit/upcaster.ts'
import { messageFacts } from '../messages/message-facts.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import type { ChannelId, FeedId, MessageId, UserId } from '../values/ids.ts'
import { reactionAsSeen, ReactionName, SeenReactionName } from './reaction-name.ts'
import { reactionKey, reactionsKey, type ReactionsRow } from './rows.ts'

/** The names of reactions came in any spelling at first: 👍 with U+FE0F and without was two. */
const inOneSpelling = (type: 'ReactionAdded' | 'ReactionRemoved'): Upcaster => ({
  type,
  version: 1,
  up: (data) => {
    const { name } = data
    return { type, version: 2, data: ReactionName.is(name) ? { ...data, name: reactionAsSeen(name) } : data }
  },
})

const told = { version: 2, audience: toWatchers, id: idByCommand } as const

interface Reacted {
  readonly channelId: ChannelId
  readonly feedId: FeedId
  readonly messageId: MessageId
  readonly name: ReactionName
  readonly by: UserId
}

/** This very reaction. */
const itself = ({ messageId, by, name }: Reacted) => [{ kind: 'reaction', messageId, by, name }] as const

/** Whatever reaction to the message, or in its feed. */
const anyToIt = ({ channelId, feedId, messageId }: Reacted) =>
  [
    { kind: 'reactions', messageId },
    { kind: 'feed', channelId, feedId },
  ] as const

/** All reactions to the message, with this one or without. */
const among = ({ messageId, name, by }: Reacted, stands: boolean): RowChange =>
  change(reactionsKey(messageId), (row): ReactionsRow | undefined => {
    const byName = new Map(row?.byName)
    const people = new Set(byName.get(name))
    if (stands) people.add(by)
    else people.delete(by)
    if (people.size === 0) byName.delete(name)
    else byName.set(name, people)
    return byName.size === 0 ? undefined : { kind: 'reactions', byName }
  })

/** Somebody reacted to a message. */
export const ReactionAdded = channelEvent(
  'ReactionAdded',
  { ...messageFacts, name: SeenReactionName },
  {
    ...told,
    upcasters: [inOneSpelling('ReactionAdded')],
    says: { name: { of: (event) => [...itself(event), ...anyToIt(event)], becomes: 'null' } },
    takesBack: undefined,
    rows: (event) => [
      put(reactionKey(event.messageId, event.name, event.by), { kind: 'reaction' }),
      among(event, true),
      done(event),
    ],
  },
)
export type ReactionAdded = EventOf<typeof ReactionAdded>

/** Somebody took a reaction back. */
export const ReactionRemoved = channelEvent(
  'ReactionRemoved',
  { ...messageFacts, name: SeenReactionName },
  {
    ...told,
    upcasters: [inOneSpelling('ReactionRemoved')],
    // It names what it takes, for who has counted it, until the message is gone.
    says: { name: { of: anyToIt, becomes: 'null' } },
    takesBack: itself,
    rows: (event) => [
      remove(reactionKey(event.messageId, event.name, event.by)),
      among(event, false),
      done(event),
    ],
  },
)
export type ReactionRemoved = EventOf<typeof ReactionRemoved>
