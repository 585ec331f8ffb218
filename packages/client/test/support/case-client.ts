import type { MessageView } from '@parley/contract'
import type { ProgramCall, Shown } from '@parley/protocol/conformance'
import { certain, MessageText } from '@parley/domain'
import type { Client } from '../../src/client.ts'
import type { ClientState, Conversation } from '../../src/state/client-state.ts'
import { conversationList } from '../../src/state/conversation-list.ts'

/** Has a client do what a program asks of it; what comes of that is seen in its frames and in its state. */
export const callOf = (client: Client, asked: ProgramCall): void => {
  const { channelId } = asked
  switch (asked.call) {
    case 'open':
      return void client.open(channelId)
    case 'openThread':
      return void client.openThread(channelId, asked.parentId)
    case 'send': {
      const { clientMessageId } = asked
      const body = { kind: 'text', text: certain(MessageText, asked.text) } as const
      return void client.send({ channelId, clientMessageId, body })
    }
    case 'markRead':
      return client.markRead(channelId, asked.segment === undefined ? {} : { segment: asked.segment })
    default:
      return asked satisfies never
  }
}

/** What a client shows of what a case names, with the fields that it names. */
export const shownOf = (state: ClientState, named: Shown): object => ({
  ...(named.status === undefined ? {} : { status: state.status }),
  ...(named.conversations === undefined
    ? {}
    : { conversations: listed(conversationList(state).map(plainConversation), named.conversations) }),
  ...(named.messages === undefined
    ? {}
    : {
        messages: mapped(named.messages, (channelId, rows) =>
          listed(new Map<string, Timeline>(state.timelines).get(channelId)?.messages.map(plainMessage), rows),
        ),
      }),
  ...(named.threads === undefined
    ? {}
    : {
        threads: mapped(named.threads, (parentId, rows) =>
          listed(threadsOf(state).get(parentId)?.map(plainMessage), rows),
        ),
      }),
  ...(named.pending === undefined
    ? {}
    : {
        pending: state.pending.map(({ body, failure }) => ({
          text: body.text,
          failure: failure === null ? null : failure._tag,
        })),
      }),
})

type Timeline = ClientState['timelines'] extends ReadonlyMap<unknown, infer T> ? T : never
type Fields = Readonly<Record<string, unknown>>

/** The threads that are open, each with its parent first. */
const threadsOf = ({ timelines }: ClientState): ReadonlyMap<string, ReadonlyArray<MessageView>> =>
  new Map(
    [...timelines.values()].flatMap(({ threads }) =>
      [...threads].map(([parentId, { parent, replies }]) => [parentId, [parent, ...replies]] as const),
    ),
  )

const mapped = <A>(named: Readonly<Record<string, A>>, to: (key: string, value: A) => unknown): Fields =>
  Object.fromEntries(Object.entries(named).map(([key, value]) => [key, to(key, value)]))

/** Rows with the fields that those of the case name, each of the row at its place. */
const listed = (rows: ReadonlyArray<Fields> | undefined, named: ReadonlyArray<object>): unknown =>
  rows?.map((row, n) =>
    Object.fromEntries(Object.entries(row).filter(([field]) => Object.hasOwn(named[n] ?? row, field))),
  )

const plainConversation = (one: Conversation): Fields => {
  const { channel, role, unread, unreadThreads, readTo, lastMessage } = one
  const { channelId, name, description, archived, memberCount, lastSegment } = channel
  return {
    channelId,
    name,
    description,
    archived,
    memberCount,
    lastSegment,
    role,
    unread,
    unreadThreads,
    readTo,
    lastText: lastMessage?.body?.text ?? null,
  }
}

const plainMessage = ({ segment, senderId, body, editedAt, replyCount, reactions }: MessageView): Fields => ({
  segment,
  from: senderId,
  text: body?.text ?? null,
  edited: editedAt !== null,
  replies: replyCount,
  reactions: Object.fromEntries(reactions.map(({ name, ...reaction }) => [name, reaction])),
})
