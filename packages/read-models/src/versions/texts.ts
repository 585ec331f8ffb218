import {
  type Body,
  type ChannelId,
  channelStream,
  type MessageId,
  type Revision,
  type TenantId,
  type Timestamp,
} from '@parley/domain'
import { type EventStore, recognise } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'

/** A message of a channel, and the places in the channel's stream at which something was said of it. */
interface TextsAsked {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly messageId: MessageId
  readonly revisions: ReadonlyArray<Revision>
}

/** What a message said from a moment on. */
interface Text {
  readonly body: Body
  readonly saidAt: Timestamp
}

/** Finds what a message said at those places, in their order, without those that the log has no more. Rejects where it can't be read. */
export type Texts = (asked: TextsAsked) => Promise<ReadonlyArray<Text>>

/** What messages said, from the events that carry it. */
export const textsIn =
  (log: Pick<EventStore, 'readStream'>): Texts =>
  async ({ tenantId, channelId, messageId, revisions }) => {
    const found: Array<Text> = []
    for (const from of revisions) {
      const read = await log.readStream(channelStream(tenantId, channelId), { from, limit: 1 })()
      if (E.isLeft(read)) throw new Error(`the log can't be read: ${read.left._tag}`)
      const [recorded] = read.right
      if (recorded?.revision !== from) continue
      const recognised = recognise(recorded)
      if (recognised._tag !== 'Own') continue
      const { event } = recognised
      const says = event.type === 'MessageSent' || event.type === 'MessageEdited'
      if (says && event.messageId === messageId) found.push({ body: event.body, saidAt: event.at })
    }
    return found
  }
