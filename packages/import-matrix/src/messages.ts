import {
  certain,
  mainFeed,
  maxMentioned,
  type MessageId,
  messageIdOf,
  type ReactionName,
  type SaidBody,
  SeenReactionName,
  TypedBody,
  type UserId,
} from '@parley/domain'
import type { Step } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import type { Attendance } from './attendance.ts'
import { type Context, factsOf, importer, named, stepOf, tell, timeOf } from './context.ts'
import { type FoundEvent, isRedacted, relationOf, textIn, valueIn } from './event.ts'
import { bodyIn, stickerIn } from './said.ts'

interface Sent {
  readonly messageId: MessageId
  readonly by: UserId
  /** The top of its thread; null: it is that itself. */
  readonly parentId: MessageId | null
}

/** What stands for a message that was taken back. */
const gone = certain(TypedBody, { kind: 'text', text: 'This message was deleted.' })

/** The messages of a room and the reactions to them. `edited`: those of which the export has an edit. */
export const messagesOf = (context: Context, attendance: Attendance, edited: ReadonlySet<string>) => {
  const { people } = context
  const sent = new Map<string, Sent>()
  const reactions = new Map<string, { readonly to: Sent; readonly by: UserId; readonly name: ReactionName }>()
  const deletions = new Map<string, { readonly found: FoundEvent; readonly by: UserId | undefined }>()

  /** Who sent an event, there by then. Undefined where that can be nobody here, which is reported. */
  function* sender(found: FoundEvent): Generator<Step, UserId | undefined> {
    const by = people.of(found.event.sender)
    if (by === undefined) tell(context, found, `${found.event.sender} can be the name of nobody`)
    else yield* attendance.join(found, by)
    return by
  }

  const parentOf = (found: FoundEvent): MessageId | null => {
    const { type, eventId, inReplyTo } = relationOf(found.event)
    const answered = type === 'm.thread' ? eventId : inReplyTo
    if (answered === undefined) return null
    const parent = sent.get(answered)
    if (parent === undefined)
      tell(context, found, 'answers a message that is not taken: it is taken as no reply', 'mended')
    return parent === undefined ? null : (parent.parentId ?? parent.messageId)
  }

  const mentionsIn = (found: FoundEvent) => {
    const ids = valueIn(found.event.content, 'm.mentions', 'user_ids')
    const userIds = (Array.isArray(ids) ? ids : []).flatMap((id) =>
      typeof id === 'string' ? (people.of(id) ?? []) : [],
    )
    if (valueIn(found.event.content, 'm.mentions', 'room') === true)
      tell(context, found, 'mentions all of the room, which is not taken', 'mended')
    if (userIds.length > maxMentioned)
      tell(context, found, `mentions more than ${maxMentioned} people: the first are taken`, 'mended')
    const mentioned = [...new Set(userIds)].slice(0, maxMentioned)
    return mentioned.length === 0 ? {} : { mentions: [{ type: 'user' as const, userIds: mentioned }] }
  }

  function* send(found: FoundEvent, body: SaidBody): Generator<Step, void> {
    const by = yield* sender(found)
    if (by === undefined) return
    const facts = factsOf(context, found, by, 'say')
    const messageId = messageIdOf(facts.tenantId, facts.channelId, by, facts.commandId)
    const parentId = parentOf(found)
    sent.set(found.event.event_id, { messageId, by, parentId })
    const said = { messageId, feedId: mainFeed, parentId, body, ...mentionsIn(found) }
    yield stepOf(found, { type: 'SendMessage', ...facts, ...said })
  }

  function* edit(found: FoundEvent): Generator<Step, void> {
    const edits = sent.get(relationOf(found.event).eventId ?? '')
    const by = people.of(found.event.sender)
    if (edits === undefined) return tell(context, found, 'edits a message that is not taken')
    if (edits.by !== by) return tell(context, found, "edits another's message")
    const body = bodyIn(valueIn(found.event.content, 'm.new_content'), false)
    if (E.isLeft(body)) return tell(context, found, body.left)
    yield* attendance.join(found, by)
    const facts = factsOf(context, found, by, 'edit')
    yield stepOf(found, { type: 'EditMessage', ...facts, messageId: edits.messageId, body: body.right })
  }

  /** A message, an edit of one, or one that was taken back. */
  function* say(found: FoundEvent): Generator<Step, void> {
    const { event } = found
    const { type, inReplyTo } = relationOf(event)
    if (sent.has(event.event_id)) return
    if (isRedacted(event)) {
      yield* send(found, gone)
      const by = textIn(event.unsigned, 'redacted_because', 'sender')
      return remove(event.event_id, found, by === undefined ? undefined : people.of(by))
    }
    if (type === 'm.replace') return yield* edit(found)
    const body =
      event.type === 'm.sticker' ? stickerIn(event.content) : bodyIn(event.content, inReplyTo !== undefined)
    if (E.isLeft(body)) return tell(context, found, body.left)
    yield* send(found, body.right)
    if (valueIn(event.unsigned, 'm.relations', 'm.replace') !== undefined && !edited.has(event.event_id))
      tell(context, found, 'was edited: what it said before is not in the export', 'mended')
  }

  function* react(found: FoundEvent): Generator<Step, void> {
    const { event } = found
    // What was taken back says no more what it was.
    if (isRedacted(event)) return
    const { type, eventId, key } = relationOf(event)
    const to = sent.get(eventId ?? '')
    const name = SeenReactionName.decode(key)
    if (type !== 'm.annotation' || to === undefined)
      return tell(context, found, 'reacts to nothing that is taken')
    if (E.isLeft(name)) return tell(context, found, `"${key}" is no name of a reaction`)
    const by = yield* sender(found)
    if (by === undefined) return
    reactions.set(event.event_id, { to, by, name: name.right })
    const facts = factsOf(context, found, by, 'react')
    yield stepOf(found, { type: 'AddReaction', ...facts, messageId: to.messageId, name: name.right })
  }

  /** Notes that a message was deleted: replies may come behind that, so it is done at the end. */
  const remove = (eventId: string, found: FoundEvent, by: UserId | undefined): void => {
    if (!deletions.has(eventId)) deletions.set(eventId, { found, by })
  }

  /** Takes back a reaction now, or a message at the end; whether there was one. */
  function* redact(found: FoundEvent, eventId: string): Generator<Step, boolean> {
    const reaction = reactions.get(eventId)
    if (reaction !== undefined) {
      const { to, by, name } = reaction
      yield* attendance.join(found, by)
      const facts = factsOf(context, found, by, 'unreact')
      yield stepOf(found, { type: 'RemoveReaction', ...facts, messageId: to.messageId, name })
      return true
    }
    if (!sent.has(eventId)) return false
    remove(eventId, found, people.of(found.event.sender))
    return true
  }

  /** What was deleted, by its sender where they did so and are there still. */
  function* removals(): Generator<Step, void> {
    for (const [eventId, { found, by }] of deletions) {
      const message = sent.get(eventId)
      if (message === undefined) continue
      const does = by === message.by && attendance.has(by) ? by : importer
      const facts = {
        ...factsOf(context, found, does, 'delete'),
        commandId: named(eventId, 'delete'),
        at: timeOf(found),
      }
      yield stepOf(found, { type: 'DeleteMessage', ...facts, messageId: message.messageId })
    }
  }

  return { say, react, redact, removals, of: (eventId: string) => sent.get(eventId)?.messageId }
}
