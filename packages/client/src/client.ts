import type { Body, ChannelId, CommandId, MessageId, Segment, Timestamp } from '@parley/domain'
import { mainFeed } from '@parley/domain'
import type { Query, QueryResult, WireCommand } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Accepted, type CommandFailure, outbox } from './commands.ts'
import { backoff } from './connection/backoff.ts'
import { type Line, openLine, type Refused } from './connection/line.ts'
import { type OpenSocket, platformSocket } from './connection/socket.ts'
import { type Following, following } from './following.ts'
import { ask, type Answered, type QueryFailure } from './queries.ts'
import { readMarks } from './read-marks.ts'
import type { ClientState, PendingMessage } from './state/client-state.ts'
import { forAnotherLog, latestSeen } from './state/other-log.ts'
import { emptyTimeline, type Place } from './state/timeline.ts'
import { clientStore } from './store.ts'
import { isShown } from './stretch.ts'

/** Where to connect, and as whom. */
export interface ClientOptions {
  /** The gateway's address, `ws://…/ws` or `wss://…/ws`. */
  readonly url: string
  /** Called for a token before every connection; what it throws counts as a failed try. */
  readonly token: () => Promise<string> | string
  /** The platform's WebSocket where absent. */
  readonly openSocket?: OpenSocket
  /** How long to wait before another try, in milliseconds, after so many that failed; longer and longer where absent. */
  readonly wait?: (failures: number) => number
}

/** Kept when the server has answered, however many connections that takes. It never rejects: a failure is a `Left`. */
export type CommandAnswer = Promise<E.Either<CommandFailure, Accepted>>
/** A command without its name, which the SDK gives. */
export type Order = WithoutName<Exclude<WireCommand, { readonly type: 'SendMessage' }>>
type WithoutName<T> = T extends unknown ? Omit<T, 'commandId'> : never
type Result<Q extends Query> = Extract<QueryResult, { readonly type: Q['type'] }>

/** A person's client: a state that is kept true over lost connections, and what can be done. */
export interface Client {
  readonly state: () => ClientState
  /** Calls back after every change of the state; gives what ends it. */
  readonly subscribe: (listener: () => void) => () => void
  /** Sends a message, shown as pending until it comes back; under the same name it is sent once, however often. */
  readonly send: (message: {
    readonly channelId: ChannelId
    readonly body: Body
    readonly parentId?: MessageId
    readonly clientMessageId?: CommandId
  }) => CommandAnswer
  /** Drops a pending message that was turned down. */
  readonly discard: (clientMessageId: CommandId) => void
  /** Any other command. It outlives lost connections; its promise is kept once the server has answered. */
  readonly command: (order: Order) => CommandAnswer
  /** Asks once over the present connection. */
  readonly query: <Q extends Query>(query: Q) => Promise<E.Either<QueryFailure, Answered<Result<Q>>>>
  /**
   * Loads and follows a channel's messages, until `shut`: its latest, or those around where what is unread begins, or
   * around a segment. Where it is open already it does nothing; `goTo` looks elsewhere.
   */
  readonly open: (channelId: ChannelId, place?: Place) => Promise<void>
  /** Shows another place in a channel that is open, and loads what is around it where that is not shown. */
  readonly goTo: (channelId: ChannelId, place: Place) => Promise<void>
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
  /** Says that a channel was read: up to a segment, or all that was said in it so far. */
  readonly markRead: (channelId: ChannelId, segment?: Segment) => void
  /** Tells the others that somebody writes, in a channel or, with a parent, in its thread; or that they ended. */
  readonly typing: (channelId: ChannelId, parentId: MessageId | null, typing: boolean) => void
  /** Ends the connection and all tries for another; commands that wait are answered with `Closed`. */
  readonly close: () => void
}

const disconnected = E.left({ _tag: 'Disconnected', reason: 'not connected' } as const)

/** Connects, and stays connected until `close`. */
export const connect = (options: ClientOptions): Client => {
  const { url, token, openSocket = platformSocket, wait = backoff } = options
  const store = clientStore()
  const commands = outbox()
  const marks = readMarks((channelId, segment) =>
    commands.submit({ type: 'MarkRead', commandId: newName(), channelId, feedId: mainFeed, segment }),
  )
  let current: { readonly line: Line; readonly follow: Following } | null = null
  /** The connection that is there, from before it is of use: what closing ends. */
  let latest: Line | null = null
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  const isClosed = (): boolean => store.get().status === 'closed'

  const tryAgain = (): void => {
    current = null
    if (isClosed()) return
    store.set(() => ({ status: 'connecting' }))
    retry = setTimeout(() => void run(), wait(failures))
    failures += 1
  }

  const run = async (): Promise<void> => {
    const credentials = await TE.tryCatch(
      async () => token(),
      () => 'no token',
    )()
    const opened = E.isLeft(credentials) ? credentials : await begin(credentials.right)
    if (E.isLeft(opened)) tryAgain()
  }

  /** One connection from its opening until the store is true again. */
  const begin = async (credentials: string): Promise<E.Either<unknown, void>> => {
    let follow: Following | null = null
    const introduction = { token: credentials, latest: latestSeen(store.get()) }
    const opened = await openLine(openSocket, url, introduction, {
      onPush: (push) => follow?.receive(push),
      onClosed: tryAgain,
    })
    if (E.isLeft(opened)) return refuse(opened.left)
    const { line, welcome } = opened.right
    if (isClosed()) return E.right(line.close())
    latest = line
    const { tenantId, userId } = welcome
    if (!welcome.known) beginAnew()
    store.set(() => ({ me: { tenantId, userId } }))
    follow = following(line, store, userId)
    const caughtUp = await follow.catchUp()
    // A line that is lost meanwhile has said so by `onClosed`; one that can't answer is given up for another.
    if (E.isLeft(caughtUp) || isClosed()) return E.right(line.close())
    current = { line, follow }
    failures = 0
    store.set(() => ({ status: 'online', denial: null }))
    commands.use(line)
    // What was opened while this caught up.
    const { timelines } = store.get()
    await follow.rewatch(
      [...timelines.keys()].filter((channelId) => timelines.get(channelId)?.loaded === false),
    )
    return E.right(undefined)
  }

  /** The log is another: what was accepted and has not come back is sent once more, under its name. */
  const beginAnew = (): void => {
    const again = store.get().pending.filter(({ acceptedAt }) => acceptedAt !== null)
    store.set(forAnotherLog)
    for (const message of again) void submit(message)
  }

  const refuse = (refused: Refused): E.Either<unknown, void> => {
    if (refused._tag !== 'AuthenticationFailed' && refused._tag !== 'UnsupportedVersion')
      return E.left(refused)
    store.set(() => ({ status: 'denied', denial: refused }))
    return E.right(undefined)
  }

  void run()

  const setPending = (change: (pending: ReadonlyArray<PendingMessage>) => ReadonlyArray<PendingMessage>) =>
    store.set(({ pending }) => ({ pending: change(pending) }))

  const submit = async ({ channelId, body, parentId, clientMessageId }: PendingMessage): CommandAnswer => {
    const answer = await commands.submit({
      type: 'SendMessage',
      feedId: mainFeed,
      channelId,
      body,
      parentId,
      clientMessageId,
    })
    const change = E.isRight(answer)
      ? { acceptedAt: answer.right.position }
      : answer.left._tag === 'Closed'
        ? {}
        : { failure: answer.left._tag === 'Rejected' ? answer.left.rejection : answer.left.error }
    setPending((all) => all.map((p) => (p.clientMessageId === clientMessageId ? { ...p, ...change } : p)))
    return answer
  }

  return {
    state: store.get,
    subscribe: store.listen,

    send: async ({ channelId, body, parentId = null, clientMessageId = newName() }) => {
      const writtenAt = new Date().toISOString() as Timestamp
      const message = {
        clientMessageId,
        channelId,
        parentId,
        body,
        writtenAt,
        acceptedAt: null,
        failure: null,
      }
      setPending((all) => [...all.filter((p) => p.clientMessageId !== clientMessageId), message])
      return submit(message)
    },
    discard: (clientMessageId) =>
      setPending((all) => all.filter((p) => p.clientMessageId !== clientMessageId)),
    command: (order) => commands.submit({ ...order, commandId: newName() }),
    query: async (query) => (current === null ? disconnected : ask(current.line, query)),

    open: async (channelId, place = 'latest') => {
      if (store.get().timelines.has(channelId)) return
      const timeline = { ...emptyTimeline, seeking: place }
      store.set(({ timelines }) => ({ timelines: new Map(timelines).set(channelId, timeline) }))
      await current?.follow.rewatch([channelId])
    },
    goTo: async (channelId, place) => {
      const { timelines, conversations } = store.get()
      const timeline = timelines.get(channelId)
      if (timeline === undefined) return
      const seeking = isShown(timeline, conversations.get(channelId), place) ? null : place
      store.set(() => ({ timelines: new Map(timelines).set(channelId, { ...timeline, seeking }) }))
      await current?.follow.seek(channelId)
    },
    shut: (channelId) =>
      store.set(({ timelines }) => ({
        timelines: new Map([...timelines].filter(([other]) => other !== channelId)),
      })),
    loadEarlier: async (channelId) => {
      await current?.follow.widen(channelId, 'earlier')
    },
    loadLater: async (channelId) => {
      await current?.follow.widen(channelId, 'later')
    },
    loadMembers: async (channelId) => {
      await current?.follow.loadMembers(channelId)
    },
    openThread: async (channelId, parentId) => {
      await current?.follow.loadThread(channelId, parentId)
    },
    shutThread: (channelId, parentId) =>
      store.set(({ timelines }) => {
        const timeline = timelines.get(channelId)
        if (timeline === undefined) return {}
        const threads = new Map([...timeline.threads].filter(([other]) => other !== parentId))
        const reopening = new Set([...timeline.reopening].filter((other) => other !== parentId))
        return { timelines: new Map(timelines).set(channelId, { ...timeline, threads, reopening }) }
      }),
    markRead: (channelId, upTo) => {
      const conversation = store.get().conversations.get(channelId)
      if (conversation === undefined) return
      const { lastSegment } = conversation.channel
      const segment = upTo === undefined || upTo > lastSegment ? lastSegment : upTo
      if (segment > conversation.readTo) marks.mark(channelId, segment)
    },
    typing: (channelId, parentId, typing) =>
      current?.line.say({ type: 'typing', channelId, parentId, typing }),
    close: () => {
      clearTimeout(retry)
      store.set(() => ({ status: 'closed' }))
      commands.close()
      latest?.close()
    },
  }
}

const newName = (): CommandId => crypto.randomUUID() as CommandId
