import {
  type ChannelId,
  type CommandId,
  type FeedId,
  mainFeed,
  type MessageId,
  type UserId,
} from '@parley/domain'
import type { Query, ResultOf, WireCommand } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import { arrivals } from './arrivals.ts'
import { type Accepted, type CommandFailure, outbox } from './commands.ts'
import { backoff } from './connection/backoff.ts'
import { reconnecting, type Use } from './connection/reconnecting.ts'
import type { Connection, Welcome } from './connection/connection.ts'
import { paced } from './connection/paced.ts'
import { type OpenSocket, platformSocket } from './connection/socket.ts'
import type { TokenSource } from './connection/tokens.ts'
import { deliveries, noDeliveries } from './deliveries.ts'
import { drafts } from './drafts.ts'
import { left } from './either.ts'
import { ephemeral } from './ephemeral.ts'
import { type Following, following } from './following.ts'
import { ownTyping } from './own-typing.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { type Report, reportOnConsole, safely } from './platform/foreign.ts'
import { people as keptPeople } from './people.ts'
import { platformSignals, type Signals } from './platform/signals.ts'
import { ask, type Answered, type QueryFailure } from './queries.ts'
import { readMarks } from './read-marks.ts'
import { newName, type Outgoing, sending } from './sending.ts'
import type { ClientState } from './state/client-state.ts'
import type { Read } from './state/read.ts'
import { forAnotherLog, latestSeen } from './state/other-log.ts'
import { notAccepted } from './state/pending.ts'
import { withEntry, withoutEntry } from './state/persistent-map.ts'
import { atFeed, emptyTimeline, type TimelineTarget } from './state/timeline.ts'
import { without } from './state/without.ts'
import { clientStore } from './store.ts'
import { feedIn, isShown } from './loaded-range.ts'
import { type ClientEvents, telling } from './telling.ts'

/** Where to connect, and as whom. */
export interface ClientOptions {
  /** The gateway's address, `ws://…/ws` or `wss://…/ws`. */
  readonly url: string
  /** Called for a token before every connection, and before the present one runs out. */
  readonly token: TokenSource
  /** The platform's WebSocket where absent. */
  readonly openSocket?: OpenSocket
  /** How long to wait before another try, in milliseconds, after so many that failed; longer and longer where absent. */
  readonly wait?: (failures: number) => number
  /** Whether it says by itself which messages have come to this device, for who sent them; where absent, it does. */
  readonly marksDelivered?: boolean
  /** Told of what a listener of yours threw; says it on the console where absent. */
  readonly onError?: Report
  /** What is measured by; the platform's where absent. */
  readonly clock?: Clock
  /** Says when the network goes and comes, and when the page is looked at again; the platform's where absent. */
  readonly signals?: Signals
}

/** Kept when the server has answered, however many connections that takes. It never rejects: a failure is a `Left`. */
export type CommandAnswer = Promise<Either<CommandFailure, Accepted>>
/** A command without its name, which the SDK gives. */
export type UnnamedCommand = WithoutName<Exclude<WireCommand, { readonly type: 'SendMessage' }>>
type Said<Type extends UnnamedCommand['type']> = Omit<
  Extract<UnnamedCommand, { readonly type: Type }>,
  'type'
>
type WithoutName<T> = T extends unknown ? Omit<T, 'commandId'> : never

/** A person's client: a state that is kept true over lost connections, and what can be done. */
export interface Client {
  readonly state: () => ClientState
  /** Calls back after the turn in which the state changed, once for all of it; gives what ends it. */
  readonly subscribe: (listener: () => unknown) => () => void
  /**
   * Calls back after the turn for what the state alone does not say; gives what ends it.
   *
   * @example client.on('message', ({ message, mine }) => { if (!mine) ring(message) })
   */
  readonly on: <K extends keyof ClientEvents>(
    event: K,
    listener: (event: ClientEvents[K]) => unknown,
  ) => () => void
  /** Tries to connect at once, with a token that is asked for anew: while it waits, and after it was denied. */
  readonly retry: () => void
  /** Sends a message, shown as pending until it comes back; under the same name it is sent once, however often. */
  readonly send: (message: Outgoing) => CommandAnswer
  /** Drops a pending message that was turned down: of that name in this channel, or in all. */
  readonly discard: (clientMessageId: CommandId, channelId?: ChannelId) => void
  /** Any other command. It outlives lost connections; its promise is kept once the server has answered. */
  readonly command: (command: UnnamedCommand) => CommandAnswer
  /**
   * Has what these people say of themselves loaded, and kept true from then on: their display names, pictures and
   * statuses. It costs nothing to say it again.
   *
   * @example client.know([message.senderId]); nameOf(client.state(), message.senderId)
   */
  readonly know: (userIds: Iterable<UserId>) => void
  /** Says what oneself is called, and what goes with it: what is left out stays, null takes it back. */
  readonly setProfile: (profile: Said<'SetProfile'>) => CommandAnswer
  /** Says what oneself is at just now, for good or until a moment; null takes it back. */
  readonly setStatus: (status: Said<'SetStatus'>) => CommandAnswer
  /** Asks once over the present connection. */
  readonly query: <Q extends Query>(query: Q) => Promise<Either<QueryFailure, Answered<ResultOf<Q['type']>>>>
  /**
   * Loads and follows the messages of a channel's feed, until `shut`: its latest, or those around where what is unread
   * begins, or around a segment. Where that feed is open already it does nothing; `goTo` looks elsewhere. One feed of a
   * channel is open at a time: another takes its place. Without one it is the main one.
   */
  readonly open: (channelId: ChannelId, target?: TimelineTarget, feedId?: FeedId) => Promise<void>
  /** Shows another part of a channel that is open, and loads what is around it where that is not shown. */
  readonly goTo: (channelId: ChannelId, target: TimelineTarget) => Promise<void>
  /** Forgets a channel's messages and follows them no longer. */
  readonly shut: (channelId: ChannelId) => void
  /** Loads the page before the earliest message that is shown. */
  readonly loadEarlier: (channelId: ChannelId) => Promise<void>
  /** Loads the page after the last message that is shown, where that is not the channel's last. */
  readonly loadLater: (channelId: ChannelId) => Promise<void>
  /** Loads the first members of a channel that is open, or the next after those that are shown. */
  readonly loadMembers: (channelId: ChannelId) => Promise<void>
  /** Loads a thread of a channel that is open, and follows it; does nothing while not connected. */
  readonly openThread: (channelId: ChannelId, parentId: MessageId) => Promise<void>
  /** Forgets a thread. */
  readonly shutThread: (channelId: ChannelId, parentId: MessageId) => void
  /**
   * Says what was read of a feed, the main one without one: all that was said in it so far, replies with it; or, up to a segment, what stands
   * at the top of threads; or, with a parent, the replies to that. `markRead(channelId, { feedId, segment, parentId })`.
   */
  readonly markRead: (channelId: ChannelId, read?: Read) => void
  /**
   * Keeps what stands in the composer of a feed, the main one where none is named, for all devices of the person: some
   * seconds after they have begun to write, and every few while they do. Sending empties it by itself.
   */
  readonly saveDraft: (channelId: ChannelId, text: string, feedId?: FeedId) => void
  /**
   * Tells the others that somebody writes, in a feed (the main one where none is named) or, with a parent, in a thread of
   * it; or that they ended.
   */
  readonly typing: (
    channelId: ChannelId,
    parentId: MessageId | null,
    typing: boolean,
    feedId?: FeedId,
  ) => void
  /** Ends the connection and all tries for another; commands that wait are answered with `Closed`. */
  readonly close: () => void
}

const disconnected = left({ _tag: 'Disconnected', reason: 'not connected' } as const)

/** Connects, and stays connected until `close`. */
export const connect = (options: ClientOptions): Client => {
  const { url, token, openSocket = platformSocket, wait = backoff, clock = systemClock } = options
  const { signals = platformSignals, onError = reportOnConsole, marksDelivered = true } = options
  const listeners = telling(safely(onError))
  const store = clientStore(listeners)
  const commands = outbox()
  const outgoing = sending(store, commands)
  const markRead = readMarks(store, newName, commands.submit)
  const written = drafts(store, clock, newName, commands.submit)
  const delivered = marksDelivered ? deliveries(store, clock, newName, commands.submit) : noDeliveries
  const moment = ephemeral(store, clock)
  const people = keptPeople(store, clock)
  const came = arrivals(listeners, () => store.get().me?.userId)
  const writes = ownTyping(clock, (frame) => current?.connection.say(frame))
  let current: {
    readonly connection: Connection
    readonly program: Connection
    readonly follow: Following
  } | null = null

  /** Null where the token is somebody else's: what waits to be sent is this person's. */
  const take = (connection: Connection, { known, tenantId, userId }: Welcome): Use | null => {
    const { me } = store.get()
    if (me !== null && (me.tenantId !== tenantId || me.userId !== userId)) return null
    // What was accepted and has not come back may be lost with a log that was set back, though all that was seen is there.
    const again = store.get().pending.filter(({ acceptedAt }) => acceptedAt !== null)
    if (!known) {
      came.forget()
      store.set(forAnotherLog)
    }
    store.set(({ pending }) => ({ me: { tenantId, userId }, pending: notAccepted(pending) }))
    for (const message of again) void outgoing.submit(message)
    const { sdk, program, commands: passing } = paced(connection, clock)
    const parts = { store, me: userId, arrivals: came, moment, delivered, people, clock }
    const follow = following({ connection: sdk, ...parts })
    return {
      receive: follow.receive,
      begin: follow.catchUp,
      ready: () => {
        current = { connection, program, follow }
        commands.use(passing)
        people.use(sdk)
        // What was opened while this caught up.
        const opened = [...store.get().timelines].filter(([, { loaded }]) => !loaded)
        void follow.rewatch(opened.map(([channelId]) => channelId))
      },
    }
  }

  const link = reconnecting(
    {
      url,
      token,
      latest: () => latestSeen(store.get()),
      clock,
      openSocket,
      wait,
      signals,
    },
    {
      onOpen: take,
      onState: (state) => {
        const denial =
          state.status === 'denied' && state.reason?._tag === 'Refused' ? state.reason.error : null
        store.set(() => ({ status: state.status, denial, connection: state }))
        listeners.tell('connection', state)
      },
      onLost: () => {
        current = null
        people.use(null)
        writes.forget()
        moment.lost()
      },
    },
  )

  return {
    state: store.get,
    subscribe: listeners.subscribe,
    on: listeners.on,
    retry: link.retry,
    send: (message) => {
      const { channelId, feedId = mainFeed, parentId = null } = message
      writes.sent(channelId, feedId, parentId)
      if (parentId === null) written.sent(channelId, feedId)
      return outgoing.send(message)
    },
    discard: outgoing.discard,
    command: (command) => commands.submit({ ...command, commandId: newName() }),
    know: people.know,
    setProfile: (profile) => commands.submit({ type: 'SetProfile', commandId: newName(), ...profile }),
    setStatus: (status) => commands.submit({ type: 'SetStatus', commandId: newName(), ...status }),
    query: async (query) => (current === null ? disconnected : ask(current.program, query)),

    open: async (channelId, target = 'latest', feedId = mainFeed) => {
      const before = store.timelineOf(channelId)
      if (before !== undefined) {
        if (before.feedId === feedId) return
        store.setTimeline(channelId, () => atFeed(feedId, target))
        await current?.follow.seek(channelId)
        return
      }
      const timeline = { ...emptyTimeline, feedId, seeking: target }
      store.set(({ timelines }) => ({ timelines: withEntry(timelines, channelId, timeline) }))
      await current?.follow.rewatch([channelId])
    },
    goTo: async (channelId, target) => {
      store.setTimeline(channelId, (timeline) => ({
        seeking: isShown(timeline, feedIn(store, channelId, timeline), target) ? null : target,
      }))
      await current?.follow.seek(channelId)
    },
    shut: (channelId) => store.set(({ timelines }) => ({ timelines: withoutEntry(timelines, channelId) })),
    loadEarlier: async (channelId) => {
      await current?.follow.load(channelId, 'earlier')
    },
    loadLater: async (channelId) => {
      await current?.follow.load(channelId, 'later')
    },
    loadMembers: async (channelId) => {
      await current?.follow.loadMembers(channelId)
    },
    openThread: async (channelId, parentId) => {
      await current?.follow.loadThread(channelId, parentId)
    },
    shutThread: (channelId, parentId) =>
      store.setTimeline(channelId, ({ threads, reopening }) => ({
        threads: withoutEntry(threads, parentId),
        reopening: without(reopening, parentId),
      })),
    markRead: (channelId, read = {}) => markRead(channelId, read),
    saveDraft: written.save,
    typing: (channelId, parentId, typing, feedId = mainFeed) =>
      writes.say(channelId, feedId, parentId, typing),
    close: () => {
      link.close()
      current = null
      commands.close()
      moment.lost()
    },
  }
}
