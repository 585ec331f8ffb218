import type { ChannelId, MessageId, Position, Revision, UserId } from '@parley/domain'
import type { Update, WatchRequest, Watched } from '@parley/contract'
import { maxSubscribe } from '@parley/protocol'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Arrivals } from './arrivals.ts'
import type { Disconnected, Connection, Push } from './connection/connection.ts'
import { isOutage, pauseAfter } from './connection/passing.ts'
import { isLeft, isRight, left, right } from './either.ts'
import type { Deliveries } from './deliveries.ts'
import type { Ephemeral } from './ephemeral.ts'
import { channelQueue } from './channel-queue.ts'
import { loadMembers } from './members.ts'
import { ask, askConversations, askThread, type QueryFailure } from './queries.ts'
import type { People } from './people.ts'
import type { Clock } from './platform/clock.ts'
import { type FollowUp, isOfChannel } from './state/apply-updates.ts'
import { type ClientState, type Conversation, conversationAt } from './state/client-state.ts'
import { withEntry } from './state/persistent-map.ts'
import { receiptsAfter } from './state/receipts.ts'
import { foldThread } from './state/timeline.ts'
import { without } from './state/without.ts'
import type { Store } from './store.ts'
import { loadedRange, type LoadedRange } from './loaded-range.ts'
import { beginWatch, watchOf } from './watching.ts'

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
  readonly delivered: Deliveries
  readonly people: Pick<People, 'told' | 'anew'>
  readonly clock: Clock
}

/** How many milliseconds after a fault of the server a question is asked again. */
const askAgain = 5_000

export const following = (parts: FollowingParts): Following => {
  const { connection, store, me, arrivals, moment, delivered, people, clock } = parts
  let reached = 0 as Position
  /** Whether the list was asked for: one that is yet to be brings whatever has to be asked. */
  let asksList = false
  /** Channels whose watch was asked for and has not begun. */
  const beginning = new Set<ChannelId>()

  const apply = (updates: ReadonlyArray<Update>): void => {
    const last = updates.at(-1)
    if (last !== undefined && last.position > reached) reached = last.position
    const followUps = store.apply(updates, me)
    moment.happened(updates)
    delivered.came(updates, me)
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
    else if (followUp._tag === 'seek') void seek(channelId)
    // A watch that is being begun brings what is missing.
    else if (!beginning.has(channelId)) void rewatch([channelId])
  }

  /** Asks once more, a while later, where the server failed to answer. */
  const afterFault = (answer: Either<QueryFailure, unknown>, again: () => void): void => {
    if (isLeft(answer) && answer.left._tag === 'Failed') clock.later(askAgain, again)
  }

  /** Asks for a conversation anew, and watches it where it is new. */
  const loadConversation = async (channelId: ChannelId): Promise<void> => {
    const isNew = !store.get().conversations.has(channelId)
    const recorded = store.record(channelId)
    const answer = await ask(connection, { type: 'conversation', channelId, atLeast: reached })
    const meanwhile = recorded()
    // Whoever has left by now is told so.
    if (isLeft(answer)) return afterFault(answer, () => askConversation(channelId))
    const { conversation } = answer.right.value
    takeInLine(conversationAt(conversation, answer.right.position), meanwhile)
    applyAgain(meanwhile)
    if (isNew) await rewatch([channelId])
  }
  const queue = channelQueue(loadConversation)
  const askConversation = (channelId: ChannelId): void => {
    if (asksList) queue(channelId)
  }

  const takeInLine = (line: Conversation, meanwhile: ReadonlyArray<Update>, isFirst = false): void => {
    const { channelId } = line.channel
    // A snapshot or another answer may have overtaken this one, and the updates in between were in that alone.
    if (isPast(store.get().conversations.get(channelId), line, meanwhile)) return askConversation(channelId)
    arrivals.listed(line, isFirst)
    store.set(({ conversations }) => ({ conversations: withEntry(conversations, channelId, line) }))
  }

  /** Takes in what a watched channel begins with; resolves when the range that it is to show is loaded. */
  const takeIn = (one: Watched): Promise<void> => {
    const { channelId } = one
    const isNew = !store.get().conversations.has(channelId)
    store.set((state) => beginWatch(state, one))
    if (one._tag === 'delta') apply(one.updates)
    beginning.delete(channelId)
    if (one._tag === 'snapshot') {
      arrivals.began(one.conversation, one.messages)
      delivered.listed([channelId])
      // It may have been read before what was taken in of the inbox.
      if (!isNew) askConversation(channelId)
    }
    for (const parentId of store.timelineOf(channelId)?.reopening ?? []) void reopen(channelId, parentId)
    return seek(channelId)
  }

  /** Asks to watch channels, as many in one frame as the protocol takes. */
  const begin = async (watches: ReadonlyArray<WatchRequest>): Promise<Either<Disconnected, void>> => {
    const answers: Array<Promise<Either<Disconnected, void>>> = []
    for (let from = 0; from < watches.length; from += maxSubscribe)
      answers.push(beginSome(watches.slice(from, from + maxSubscribe)))
    return (await Promise.all(answers)).find(isLeft) ?? right(undefined)
  }
  const beginSome = (channels: ReadonlyArray<WatchRequest>): Promise<Either<Disconnected, void>> =>
    new Promise((resolve) => {
      for (const { channelId } of channels) beginning.add(channelId)
      connection.request({ type: 'subscribe', channels }, (reply) => {
        if (isLeft(reply)) return resolve(reply)
        const answer = reply.right
        if (answer.type === 'subscribed')
          return void Promise.all(answer.channels.map(takeIn)).then(() => resolve(right(undefined)))
        if (answer.type === 'error' && isOutage(answer.error)) {
          // Those of which a part has told are watched; the others may need what can't be read just now.
          const untold = channels.map(({ channelId }) => channelId).filter((one) => beginning.delete(one))
          clock.later(pauseAfter(answer.error, 0), () => void rewatch(untold))
          return resolve(right(undefined))
        }
        // Which channels are watched is not known: another connection begins anew.
        const reason = answer.type
        connection.close(reason)
        resolve(left({ _tag: 'Disconnected', reason }))
      })
    })

  const rewatch: Following['rewatch'] = (channelIds) => {
    const state = store.get()
    const from = (channelId: ChannelId): Revision | undefined => {
      const shown = shownRevision(state, channelId)
      const told = arrivals.toldTo(channelId)
      return shown === undefined || told === undefined || shown < told ? shown : told
    }
    return begin(channelIds.map((channelId) => watchOf(state, channelId, from(channelId))))
  }

  /** What is known goes on from the log, however the read models are; the list says what else there is. */
  const catchUp: Following['catchUp'] = async () => {
    const { loaded, conversations } = store.get()
    if (!loaded) return list()
    const watched = await rewatch([...conversations.keys()])
    if (isRight(watched)) void listAgain()
    return watched
  }
  const listAgain = async (): Promise<void> => {
    afterFault(await list(), () => void listAgain())
  }

  const list = async (): Promise<Either<QueryFailure | Disconnected, void>> => {
    asksList = true
    const recorded = store.record('all')
    const answer = await askConversations(connection)
    const meanwhile = recorded()
    if (isLeft(answer)) return answer
    const { loaded, conversations: known } = store.get()
    const ids = answer.right.map(({ channel }) => channel.channelId)
    for (const one of answer.right) takeInLine(one, meanwhile, !loaded)
    delivered.listed(answer.right.map(({ channel }) => channel.channelId))
    store.set(({ conversations, timelines }) => ({
      loaded: true,
      // Where it is the first list of this log, what it has not is not there.
      timelines: loaded ? timelines : new Map([...timelines].filter(([id]) => conversations.has(id))),
    }))
    const watched = rewatch(ids.filter((id) => !known.has(id)))
    // The list may have been read before these came.
    applyAgain(meanwhile)
    return watched
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
    if (isLeft(answer)) {
      // What one may not see, or a log that was set back has no more, is not asked for again.
      if (answer.left._tag === 'Rejected')
        store.setTimeline(channelId, ({ reopening }) => ({ reopening: without(reopening, parentId) }))
      return answer
    }
    const begunNow = store.timelineOf(channelId)?.begunAt
    // What a snapshot brought meanwhile no update has told the thread.
    if (begunNow !== undefined && begunNow !== begunAt) return loadThread(channelId, parentId)
    const thread = meanwhile
      .filter(isOfChannel)
      .reduce((all, update) => foldThread(all, update, me), answer.right)
    store.setTimeline(channelId, ({ threads, reopening }) => ({
      threads: withEntry(threads, parentId, thread),
      reopening: without(reopening, parentId),
    }))
    return right(undefined)
  }

  const range = loadedRange(connection, store, me)
  const seek = async (channelId: ChannelId): Promise<void> => {
    afterFault(await range.seek(channelId), () => void seek(channelId))
  }

  const receive: Following['receive'] = (push) => {
    switch (push.type) {
      case 'updates':
        return apply(push.updates)
      case 'watched':
        for (const one of push.channels) void takeIn(one)
        return
      case 'people':
        return people.told(push.updates)
      case 'resync':
        if (push.people === true) people.anew()
        void rewatch(push.channelIds)
        // What was left out may have been of the inbox, which no watch brings.
        return push.channelIds.forEach(askConversation)
      case 'typing':
        return moment.typing(push)
      case 'presence':
        return moment.presence(push)
      case 'receipts':
        return store.setTimeline(push.channelId, ({ receipts }) => ({
          receipts: receiptsAfter(receipts, push),
        }))
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
  answer: Conversation,
  meanwhile: ReadonlyArray<Update>,
): boolean => {
  const { channelId } = answer.channel
  let { revision } = answer.channel
  if (shown === undefined || shown.channel.revision <= revision) return false
  for (const update of meanwhile.filter(isOfChannel))
    if (update.channelId === channelId && update.revision === revision + 1) revision = update.revision
  return shown.channel.revision > revision
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
