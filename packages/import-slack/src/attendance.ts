import { type ReactionName, SeenReactionName, type Timestamp, type UserId } from '@parley/domain'
import type { Step } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { type Context, type ExportPlace, stepOf, tell } from './context.ts'
import type { Messages } from './messages.ts'
import { timeOf } from './room.ts'
import type { SlackSaid } from './slack-message.ts'

interface Held {
  readonly place: ExportPlace
  readonly ts: string
  readonly name: ReactionName
}

/** Who is in a channel, and what they do there that the export says no time of: they react. */
export const attendanceOf = (context: Context, messages: Messages) => {
  const { room, people } = context
  const present = new Set<UserId>(room.first)
  const held = new Map<UserId, ReadonlyArray<Held>>()

  function* reaction({ place, ts, name }: Held, who: UserId, at: Timestamp): Generator<Step, void> {
    const message = messages.of(ts)
    if (message === undefined) return
    const facts = room.facts(who, at, `${ts}:react:${name}`)
    yield stepOf(place, { type: 'AddReaction', ...facts, messageId: message.messageId, name })
  }

  function* join(place: ExportPlace, who: UserId, at: Timestamp, what: string): Generator<Step, void> {
    const command = present.has(who) ? null : room.join(who, at, what)
    if (command === null) return
    present.add(who)
    yield stepOf(place, command)
    for (const one of held.get(who) ?? []) yield* reaction(one, who, at)
    held.delete(who)
  }

  function* leave(place: ExportPlace, who: UserId, at: Timestamp, what: string): Generator<Step, void> {
    const command = present.has(who) ? room.leave(who, at, what) : null
    if (command === null) return
    present.delete(who)
    yield stepOf(place, command)
  }

  /** The reactions to a message that was sent: of those who are there at once, of others as soon as they are. */
  function* react(place: ExportPlace, { ts, reactions = [] }: SlackSaid): Generator<Step, void> {
    for (const { name: written, users = [], count = 0 } of reactions) {
      const name = SeenReactionName.decode(written)
      if (E.isLeft(name)) {
        tell(context, place, `"${written}" is no name of a reaction`)
        continue
      }
      const one = { place, ts, name: name.right }
      if (count > users.length)
        tell(
          context,
          place,
          `names ${users.length} of ${count} people who reacted with ${name.right}`,
          'mended',
        )
      for (const who of users.map(people.of))
        if (present.has(who)) yield* reaction(one, who, timeOf(ts))
        else held.set(who, [...(held.get(who) ?? []), one])
    }
  }

  /** Who reacted and was not there afterwards. */
  const waiting = (): ReadonlyArray<UserId> => [...held.keys()]

  return { join, leave, react, waiting, has: (who: UserId) => present.has(who), all: () => [...present] }
}
