import type { ChannelId, MessageId, Position, Revision, UserId } from '@parley/domain'
import type { ConversationView, Update, WatchRequest, Watched } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Arrivals } from './arrivals.ts'
import type { Disconnected, Connection, Push } from './connection/connection.ts'
import { isLeft, isRight, right } from './either.ts'
import type { Ephemeral } from './ephemeral.ts'
import { channelQueue } from './channel-queue.ts'
import { loadMembers } from './members.ts'
import { ask, askConversations, askThread, type QueryFailure } from './queries.ts'
import type { Clock } from './platform/clock.ts'
import { type FollowUp, isOfChannel } from './state/apply-updates.ts'
import { type ClientState, type Conversation, conversationAt } from './state/client-state.ts'
import { PersistentMap, withEntry } from './state/persistent-map.ts'
import { foldThread } from './state/timeline.ts'
import { without } from './state/without.ts'
import type { Store } from './store.ts'
import { loadedRange, type LoadedRange } from './loaded-range.ts'
import { beginWatch, watch, watchOf } from './watching.ts'

/** Keeps the store true to the server over one connection. */
export interface Following {
  /** Brings whatever the store shows up to date: the list, then every channel after the revision that is shown. */
  readonly catchUp: () => Promise<Either<QueryFailure | Disconnected, void>>
  readonly receive: (push: Push) => void
  /** Watches channels anew, from what is shown or, where nothing of a timeline is, from a snapshot. */
  readonly rewatch: (channelIds: ReadonlyArray<ChannelId>) => Promise<Either<Disconnected, void>>
  /** Loads a thread whole. */
  readonly loadThread: (channelId: ChannelId, parentId: MessageId) => Promise<Either<QueryFailure, void>>
  /** Loads the range of a channel that its timeline seeks. */
  readonly seek: (channelId: ChannelId) => Promise<void>
  readonly load: LoadedRange['load']
  /** Loads the first members of a channel, or the next. */
  readonly loadMembers: (channelId: ChannelId) => Promise<void>
}

/** What a connection keeps true, and by what. */
export interface FollowingParts {
  readonly connection: Connection
  readonly store: Store
  readonly me: UserId
  readonly arrivals: Arrivals
  readonly moment: Ephemeral
  readonly clock: Clock
}

/** How many milliseconds after a fault of the server a question is asked again. */
const askAgain = 5_000

export const following = ({ connection, store, me, arrivals, moment, clock }: FollowingParts): Following => {
  let reached = 0 as Position
  let beginning = 0
  const held: Push[] = []

  const apply = (updates: ReadonlyArray<Update>): void => {
    const last = updates.at(-1)
    if (last !== undefined && last.position > reached) reached = last.position
    const followUps = store.apply(updates, me)
    moment.happened(updates)
    goOn(updates, followUps)
  }
  /** Has an answer go on to where it was overtaken. */
  const applyAgain = (meanwhile: ReadonlyArray<Update>): void =>
    goOn(meanwhile, store.applyAgain(meanwhile, me))

  const goOn = (updates: ReadonlyArray<Update>, followUps: ReadonlyArray<FollowUp>): void => {
    arrivals.came(updates)
    for (const followUp of followUps) follow(followUp)
  }

  const follow = (followUp: FollowUp): void => {
    const { channelId } = followUp.update
    if (followUp._tag === 'ask') askConversation(channelId)
    // A watch that is being begun brings what is missing.
    else if (beginning === 0) void rewatch([channelId])
  }

  /** Asks once more, a while later, where the server failed to answer. */
  const afterFault = (answer: Either<QueryFailure, unknown>, again: () => void): void => {
    if (isLeft(answer) && answer.left._tag === 'Failed') clock.later(askAgain, again)
  }

  /** Asks for a conversation anew, and watches it where it is new. */
  const loadConversation = async (channelId: ChannelId): Promise<void> => {
    const before = store.get().conversations.get(channelId)
    const isNew = before === undefined
    const atLeast = Math.max(reached, before?.channel.position ?? 0) as Position
    const recorded = store.record(channelId)
    const answer = await ask(connection, { type: 'conversation', channelId, atLeast })
    const meanwhile = recorded()
    // Whoever has left by now is told so.
    if (isLeft(answer)) return afterFault(answer, () => askConversation(channelId))
    const { conversation } = answer.right.value
    // A snapshot or another answer may have overtaken this one, and the updates in between were in that alone.
    if (isPast(store.get().conversations.get(channelId), conversation, meanwhile))
      return askConversation(channelId)
    put(conversationAt(conversation, answer.right.position))
    applyAgain(meanwhile)
    if (isNew) await rewatch([channelId])
  }
  const askConversation = channelQueue(loadConversation)

  const put = (conversation: Conversation): void => {
    arrivals.listed(conversation, false)
    store.set(({ conversations }) => ({
      conversations: withEntry(conversations, conversation.channel.channelId, conversation),
    }))
  }

  /** Takes in what a watched channel begins with; resolves when the range that it is to show is loaded. */
  const takeIn = (one: Watched): Promise<void> => {
    const before = store.get().conversations.get(one.channelId)
    const begun = beginWatch(store.get(), one)
    store.set(() => begun.state)
    if (one._tag === 'snapshot') arrivals.began(one.conversation, one.messages)
    apply(begun.updates)
    // The snapshot may have been read before what was taken in of the inbox.
    if (one._tag === 'snapshot' && before !== undefined) askConversation(one.channelId)
    for (const parentId of store.timelineOf(one.channelId)?.reopening ?? [])
      void reopen(one.channelId, parentId)
    return seek(one.channelId)
  }

  /**
   * What is pushed between the request and the moment that its answer is taken in waits for that: it may have come
   * with the answer in one message, and follows upon it.
   */
  const begin = async (watches: ReadonlyArray<WatchRequest>): Promise<Either<Disconnected, void>> => {
    if (watches.length === 0) return right(undefined)
    beginning += 1
    const watched = await watch(connection, watches)
    if (isLeft(watched)) {
      // Which channels are watched is not known: another connection begins anew.
      held.length = 0
      connection.close()
      return watched
    }
    const sought = watched.right.map(takeIn)
    beginning -= 1
    if (beginning === 0) for (const push of held.splice(0)) receive(push)
    await Promise.all(sought)
    return right(undefined)
  }

  const rewatch: Following['rewatch'] = (channelIds) => {
    const state = store.get()
    const from = (channelId: ChannelId): Revision | undefined => {
      const shown = shownRevision(state, channelId)
      const told = arrivals.toldTo(channelId)
      return shown === undefined || told === undefined || shown < told ? shown : told
    }
    return begin(channelIds.map((channelId) => watchOf(state, channelId, from(channelId))))
  }

  const catchUp: Following['catchUp'] = async () => {
    const recorded = store.record('all')
    const listed = await askConversations(connection)
    const meanwhile = recorded()
    if (isLeft(listed)) return listed
    const conversations = PersistentMap.from(listed.right.map((one) => [one.channel.channelId, one]))
    const isThere = ([channelId]: readonly [ChannelId, unknown]): boolean => conversations.has(channelId)
    const isFirst = !store.get().loaded
    for (const one of listed.right) arrivals.listed(one, isFirst)
    store.set(({ timelines }) => ({
      loaded: true,
      conversations,
      timelines: new Map([...timelines].filter(isThere)),
    }))
    const begun = rewatch([...conversations.keys()])
    // The list may have been read before these came.
    applyAgain(meanwhile)
    return begun
  }

  const reopen = async (channelId: ChannelId, parentId: MessageId): Promise<void> => {
    afterFault(await loadThread(channelId, parentId), () => {
      if (store.timelineOf(channelId)?.reopening.has(parentId) === true) void reopen(channelId, parentId)
    })
  }

  const loadThread: Following['loadThread'] = async (channelId, parentId) => {
    const begunAt = store.timelineOf(channelId)?.begunAt
    const recorded = store.record(channelId)
    const answer = await askThread(connection, channelId, parentId)
    const meanwhile = recorded()
    if (isLeft(answer)) return answer
    const begunNow = store.timelineOf(channelId)?.begunAt
    // What a snapshot brought meanwhile no update has told the thread.
    if (begunNow !== undefined && begunNow !== begunAt) return loadThread(channelId, parentId)
    const thread = meanwhile.filter(isOfChannel).reduce(foldThread, answer.right)
    store.setTimeline(channelId, ({ threads, reopening }) => ({
      threads: withEntry(threads, parentId, thread),
      reopening: without(reopening, parentId),
    }))
    return right(undefined)
  }

  const range = loadedRange(connection, store)
  const seek = async (channelId: ChannelId): Promise<void> => {
    afterFault(await range.seek(channelId), () => void seek(channelId))
  }

  const resync = async (channelIds: ReadonlyArray<ChannelId>): Promise<void> => {
    const known = store.get().conversations
    const begun = await rewatch(channelIds)
    // What was left out may have been of the inbox, which no watch brings.
    if (isRight(begun))
      for (const channelId of channelIds) if (known.has(channelId)) askConversation(channelId)
  }

  const receive: Following['receive'] = (push) => {
    if (beginning > 0) {
      held.push(push)
      return
    }
    switch (push.type) {
      case 'updates':
        return apply(push.updates)
      case 'watched':
        for (const one of push.channels) void takeIn(one)
        return
      case 'resync':
        return void resync(push.channelIds)
      case 'typing':
        return moment.typing(push)
      case 'presence':
        return moment.presence(push)
      default:
        return push satisfies never
    }
  }

  return {
    catchUp,
    receive,
    rewatch,
    loadThread,
    seek,
    load: range.load,
    loadMembers: (channelId) => loadMembers(connection, store, channelId),
  }
}

/** Whether what is shown of a channel has more than an answer with the updates that came meanwhile. */
const isPast = (
  shown: Conversation | undefined,
  answer: ConversationView,
  meanwhile: ReadonlyArray<Update>,
): boolean => {
  let { revision } = answer.channel
  for (const update of meanwhile.filter(isOfChannel))
    if (update.revision === revision + 1) revision = update.revision
  return shown !== undefined && shown.channel.revision > revision
}

/** The revision after which a channel is followed: all that is shown of it has come that far. Undefined: it begins anew. */
const shownRevision = (
  { conversations, timelines }: ClientState,
  channelId: ChannelId,
): Revision | undefined => {
  const shown = conversations.get(channelId)?.channel.revision
  const timeline = timelines.get(channelId)
  if (shown === undefined || timeline === undefined) return shown
  if (!timeline.loaded) return undefined
  return timeline.revision < shown ? timeline.revision : shown
}
