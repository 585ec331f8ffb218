import type { OpenSocket, Socket } from '@parley/client'
import {
  certain,
  type ChannelId,
  CommandId,
  conversationIdOf,
  mainFeed,
  mainFeedName,
  MessageText,
  messageIdOf,
  type Position,
  type Revision,
  type Segment,
  TenantId,
  type Timestamp,
  UserId,
} from '@parley/domain'
import { everyonesChannelType } from '@parley/domain/permissions'
import { nothingPersonal } from '@parley/contract'
import type { ConversationView, Query, Update, Watched } from '@parley/contract'
import { ClientFrame, type ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'

const tenantId = certain(TenantId, 'bench')
const ada = certain(UserId, 'ada')
const bo = certain(UserId, 'bo')
const body = { kind: 'text' as const, text: certain(MessageText, 'two minutes, not more') }

/** A server of so many conversations of one person's, behind a socket that leads nowhere. */
export interface InMemoryServer {
  readonly openSocket: OpenSocket
  readonly channelIds: ReadonlyArray<ChannelId>
  /** Bo says something in a channel. */
  readonly say: (channelId: ChannelId) => void
}

export const inMemoryServer = (conversations: number): InMemoryServer => {
  const channelIds = Array.from({ length: conversations }, (_, n) =>
    conversationIdOf(tenantId, ada, certain(UserId, `person ${n}`)),
  )
  const said = new Map<ChannelId, number>()
  let socket: Socket | null = null
  let position = 1
  const tell = (frame: ServerFrame): void => socket?.onmessage?.({ data: JSON.stringify(frame) })

  const view = (channelId: ChannelId): ConversationView => ({
    channel: {
      channelId,
      channelType: everyonesChannelType,
      name: 'tea',
      description: '',
      archived: false,
      notification: 'default',
      memberCount: 2,
      lastSegment: 0 as Segment,
      createdAt: timeOf(0),
      lastActivityAt: timeOf(0),
      updatedAt: timeOf(0),
      revision: 1 as Revision,
      position: 1 as Position,
    },
    role: 'member',
    joinedSegment: 0 as Segment,
    readTo: 0 as Segment,
    unread: 0,
    threadsReadTo: 0 as Segment,
    unreadThreads: [],
    lastMessage: null,
    feeds: [
      {
        feedId: mainFeed,
        name: mainFeedName,
        lastSegment: 0 as Segment,
        lastMessageId: null,
        lastActivityAt: timeOf(0),
        createdAt: timeOf(0),
        createdBy: 'ada' as UserId,
        editedAt: null,
        messageCount: 0,
        joinedSegment: 0 as Segment,
        readTo: 0 as Segment,
        threadsReadTo: 0 as Segment,
        unread: 0,
        unreadThreads: [],
      },
    ],
    withUserId: null,
    personal: nothingPersonal,
  })
  const listAfter = ({ before, beforeChannel }: Extract<Query, { type: 'conversations' }>): ServerFrame => {
    const from =
      before === undefined || beforeChannel === undefined ? 0 : channelIds.indexOf(beforeChannel) + 1
    const page = channelIds.slice(from, from + 200)
    const more = from + page.length < channelIds.length
    const result = { type: 'conversations' as const, conversations: page.map(view), more }
    return { type: 'result', id: 0, position: 1 as Position, result }
  }
  const answer = (frame: ClientFrame): ServerFrame | null => {
    switch (frame.type) {
      case 'authenticate':
        return { type: 'authenticated', id: 0, version: 1, tenantId, userId: ada, known: true }
      case 'query':
        return frame.query.type === 'conversations' ? listAfter(frame.query) : null
      case 'subscribe':
        return {
          type: 'subscribed',
          id: 0,
          channels: frame.channels.map(
            ({ channelId, after }): Watched =>
              after === undefined
                ? {
                    _tag: 'snapshot',
                    channelId,
                    revision: 1 as Revision,
                    conversation: view(channelId),
                    messages: [],
                    more: false,
                    online: [],
                  }
                : { _tag: 'delta', channelId, revision: after, updates: [], online: [] },
          ),
        }
      case 'unsubscribe':
        return { type: 'unsubscribed', id: 0 }
      case 'command':
      case 'typing':
        return null
      default:
        return frame satisfies never
    }
  }

  return {
    channelIds,
    openSocket: () => {
      const opened: Socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        onerror: null,
        close: () => undefined,
        send: (text) => {
          const frame = ClientFrame.decode(JSON.parse(text))
          const reply = E.isRight(frame) ? answer(frame.right) : null
          if (E.isRight(frame) && reply !== null && 'id' in frame.right)
            setImmediate(tell, { ...reply, id: frame.right.id })
        },
      }
      socket = opened
      setImmediate(() => opened.onopen?.())
      return opened
    },
    say: (channelId) => {
      const n = (said.get(channelId) ?? 0) + 1
      said.set(channelId, n)
      position += 1
      const commandId = certain(CommandId, `c${n}`)
      const messageId = messageIdOf(tenantId, channelId, bo, commandId)
      const at = timeOf(position)
      const segment = n as Segment
      const message = { messageId, senderId: bo, feedId: mainFeed, segment, parentId: null }
      const feed = { lastSegment: segment, lastMessageId: messageId, lastActivityAt: at }
      const update: Update = {
        revision: (n + 1) as Revision,
        position: position as Position,
        channelId,
        cause: { type: 'MessageSent', at, by: bo, commandId, message },
        changes: [
          { row: 'channel', patch: { lastActivityAt: at } },
          { row: 'feed', feedId: mainFeed, patch: feed },
          { row: 'message', messageId, put: putOf(segment, commandId, at) },
        ],
      }
      tell({ type: 'updates', updates: [update] })
    },
  }
}

const putOf = (segment: Segment, clientMessageId: CommandId, sentAt: Timestamp) => ({
  feedId: mainFeed,
  segment,
  parentId: null,
  senderId: bo,
  clientMessageId,
  body,
  sentAt,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  lastReplyAt: null,
  replyCount: 0,
})

const timeOf = (n: number): Timestamp => new Date(Date.UTC(2026, 0, 1) + n).toISOString() as Timestamp
