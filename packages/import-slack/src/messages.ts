import {
  type SaidBody,
  mainFeed,
  type MessageId,
  messageIdOf,
  type Timestamp,
  TypedBody,
  type UserId,
} from '@parley/domain'
import type { Step } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { type Context, type ExportPlace, stepOf, tell } from './context.ts'
import { botNamed, nobody } from './people.ts'
import { timeOf } from './room.ts'
import { wholeText } from './said-text.ts'
import type { SlackMessage, SlackSaid } from './slack-message.ts'

/** A message that was sent. */
export interface Sent {
  readonly messageId: MessageId
  readonly by: UserId
  /** The top of its thread; null: it is that itself. */
  readonly parentId: MessageId | null
}

/** What stands for a message of which the export says only that it was deleted. */
const tombstone = { kind: 'text', text: 'This message was deleted.' }

/** The messages of a channel, as they are sent, edited and deleted. */
export const messagesOf = (context: Context) => {
  const { room, people } = context
  const sent = new Map<string, Sent>()
  const deletions: Array<{ readonly place: ExportPlace; readonly ts: string; readonly at: Timestamp }> = []

  const senderOf = ({ user, bot_id, username }: SlackSaid): UserId => {
    if (typeof user === 'string') return people.of(user)
    const bot = username ?? bot_id
    return typeof bot === 'string' ? botNamed(bot) : nobody
  }

  /** What a message says; null where that can be no message, which is reported. */
  const bodyOf = (place: ExportPlace, said: SlackSaid, kind: 'text' | 'action'): SaidBody | null => {
    const text = wholeText(said, people)
    const body = TypedBody.decode({ kind, text })
    if (E.isRight(body)) return body.right
    tell(context, place, text.trim() === '' ? 'says nothing' : 'its text is too long, or is no text')
    return null
  }

  const send = (place: ExportPlace, { ts, thread_ts }: SlackSaid, by: UserId, body: SaidBody): Step => {
    const facts = room.facts(by, timeOf(ts), ts)
    const messageId = messageIdOf(facts.tenantId, facts.channelId, by, facts.commandId)
    const isReply = thread_ts !== undefined && thread_ts !== ts
    const parent = isReply ? sent.get(thread_ts) : undefined
    if (isReply && parent === undefined)
      tell(context, place, 'answers a message that is not taken: it is taken as no reply', 'mended')
    const parentId = parent === undefined ? null : (parent.parentId ?? parent.messageId)
    sent.set(ts, { messageId, by, parentId })
    return stepOf(place, { type: 'SendMessage', ...facts, messageId, feedId: mainFeed, parentId, body })
  }

  function* edit(place: ExportPlace, { ts, message }: SlackMessage): Generator<Step, void> {
    const edited = message === undefined ? undefined : sent.get(message.ts)
    if (message === undefined || edited === undefined)
      return tell(context, place, 'edits a message that is not taken')
    const body = bodyOf(place, message, 'text')
    const { messageId, by } = edited
    if (body === null) return
    yield stepOf(place, { type: 'EditMessage', ...room.facts(by, timeOf(ts), `${ts}:edit`), messageId, body })
  }

  /** Notes that a message was deleted: replies may come behind that, so it is done at the end. */
  const remove = (place: ExportPlace, ts: string | undefined, at: Timestamp): void => {
    if (ts === undefined || !sent.has(ts)) tell(context, place, 'deletes a message that is not taken')
    else deletions.push({ place, ts, at })
  }

  /** A message of which nothing is known but that it was deleted: replies may name it. */
  function* deleted(place: ExportPlace, message: SlackMessage): Generator<Step, void> {
    const body = TypedBody.decode(tombstone)
    if (sent.has(message.ts) || E.isLeft(body)) return
    yield send(place, message, room.keeper, body.right)
    remove(place, message.ts, timeOf(message.ts))
  }

  /** What was deleted, by its sender where they are there still. */
  function* removals(isThere: (who: UserId) => boolean): Generator<Step, void> {
    for (const { place, ts, at } of deletions) {
      const message = sent.get(ts)
      if (message === undefined) continue
      const by = isThere(message.by) ? message.by : room.keeper
      const { messageId } = message
      yield stepOf(place, { type: 'DeleteMessage', ...room.facts(by, at, `${ts}:delete`), messageId })
    }
  }

  return { senderOf, bodyOf, send, edit, remove, deleted, removals, of: (ts: string) => sent.get(ts) }
}

export type Messages = ReturnType<typeof messagesOf>
