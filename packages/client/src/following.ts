import type { ChannelId, MessageId, Position, UserId } from '@parley/domain'
import type { Update } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import type { Disconnected, Line, Push } from './connection/line.ts'
import { foldPresence, foldTyping } from './ephemeral.ts'
import { ask, askConversations, askThread, type QueryFailure } from './queries.ts'
import type { FollowUp } from './state/apply-updates.ts'
import { type Conversation, conversationAt } from './state/client-state.ts'
import { foldThread, type Thread } from './state/timeline.ts'
import type { Store } from './store.ts'
import { beginWatch, watch, watchOf } from './watching.ts'

/** Keeps the store true to the server over one connection. */
export interface Following {
  /** From whatever the store shows to what is now: the list, then every channel from where it stood. */
  readonly catchUp: () => Promise<E.Either<QueryFailure | Disconnected, void>>
  readonly receive: (push: Push) => void
  /** Watches channels anew, from what is shown or, where nothing of a timeline is, from a snapshot. */
  readonly rewatch: (channelIds: ReadonlyArray<ChannelId>) => Promise<E.Either<Disconnected, void>>
  /** Loads a thread whole. */
  readonly loadThread: (channelId: ChannelId, parentId: MessageId) => Promise<E.Either<QueryFailure, void>>
}

export const following = (line: Line, store: Store, me: UserId): Following => {
  let reached = 0 as Position

  const apply = (updates: ReadonlyArray<Update>): void => {
    const last = updates.at(-1)
    if (last !== undefined && last.position > reached) reached = last.position
    for (const followUp of store.apply(updates, me)) void follow(followUp)
  }

  const follow = async (followUp: FollowUp): Promise<void> => {
    const { channelId } = followUp.update.event
    if (followUp._tag === 'ask-conversation') await loadConversation(channelId)
  }

  /** Asks for a conversation anew, and watches it where it is new. */
  const loadConversation = async (channelId: ChannelId): Promise<void> => {
    const isNew = !store.get().conversations.has(channelId)
    const { answer, meanwhile } = await store.recording(channelId, () =>
      ask(line, { type: 'conversation', channelId, atLeast: reached }),
    )
    // Whoever has left by now is told so; a lost connection begins with the whole list again.
    if (E.isLeft(answer)) return
    const conversation = conversationAt(answer.right.value.conversation, answer.right.position)
    put(conversation)
    apply(meanwhile)
    if (isNew) await rewatch([channelId])
  }

  const put = (conversation: Conversation): void =>
    store.set(({ conversations }) => ({
      conversations: new Map(conversations).set(conversation.channel.channelId, conversation),
    }))

  const begin = async (watches: Parameters<typeof watch>[1]): Promise<E.Either<Disconnected, void>> => {
    const watched = await watch(line, watches)
    if (E.isLeft(watched)) return watched
    for (const one of watched.right) {
      const threads = store.get().timelines.get(one.channelId)?.threads ?? new Map<MessageId, unknown>()
      const begun = beginWatch(store.get(), one)
      store.set(() => begun.state)
      apply(begun.updates)
      if (one._tag === 'snapshot')
        for (const parentId of threads.keys()) void loadThread(one.channelId, parentId)
    }
    return E.right(undefined)
  }

  const rewatch: Following['rewatch'] = (channelIds) => {
    const state = store.get()
    return begin(
      channelIds.map((channelId) => {
        const timeline = state.timelines.get(channelId)
        const shown = timeline === undefined || timeline.loaded
        return watchOf(
          state,
          channelId,
          shown ? state.conversations.get(channelId)?.channel.revision : undefined,
        )
      }),
    )
  }

  const catchUp: Following['catchUp'] = async () => {
    const before = store.get()
    const lines = await askConversations(line)
    if (E.isLeft(lines)) return lines
    const conversations = new Map(
      lines.right.map(({ position, value }) => [value.channel.channelId, conversationAt(value, position)]),
    )
    const isThere = ([channelId]: readonly [ChannelId, unknown]): boolean => conversations.has(channelId)
    store.set(({ timelines }) => ({
      loaded: true,
      conversations,
      timelines: new Map([...timelines].filter(isThere)),
      online: new Map(),
      typists: new Map(),
    }))
    const watches = [...conversations.values()].map(({ channel: { channelId, revision } }) => {
      const timeline = before.timelines.get(channelId)
      if (timeline === undefined) return watchOf(before, channelId, revision)
      // A timeline goes on from the last update that it took in, however far the list is by now.
      const from = timeline.loaded ? before.conversations.get(channelId)?.channel.revision : undefined
      return watchOf(before, channelId, from)
    })
    return begin(watches)
  }

  const loadThread: Following['loadThread'] = async (channelId, parentId) => {
    const { answer, meanwhile } = await store.recording(channelId, () => askThread(line, channelId, parentId))
    if (E.isLeft(answer)) return answer
    const { parent, replies } = answer.right
    const loaded: Thread = {
      parent: { ...parent.value, asOf: parent.position },
      replies: replies.map(({ position, value }) => ({ ...value, asOf: position })),
    }
    const thread = meanwhile.reduce<Thread>(
      (shown, update) =>
        update.event.type === 'ReadMarked' ? shown : foldThread(shown, update, update.event),
      loaded,
    )
    store.set(({ timelines }) => {
      const timeline = timelines.get(channelId)
      if (timeline === undefined) return {}
      const threads = new Map(timeline.threads).set(parentId, thread)
      return { timelines: new Map(timelines).set(channelId, { ...timeline, threads }) }
    })
    return E.right(undefined)
  }

  const receive: Following['receive'] = (push) => {
    switch (push.type) {
      case 'updates':
        return apply(push.updates)
      case 'resync':
        return void rewatch(push.channelIds)
      case 'typing':
        return store.set((state) => foldTyping(state, push))
      case 'presence':
        return store.set((state) => foldPresence(state, push))
    }
  }

  return { catchUp, receive, rewatch, loadThread }
}
