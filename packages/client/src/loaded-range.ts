import { beforeFirst, type ChannelId, type Position, type Segment } from '@parley/domain'
import type { Update } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Connection } from './connection/connection.ts'
import { isLeft, right } from './either.ts'
import { type Answered, askHistory, type QueryFailure } from './queries.ts'
import { isOfChannel } from './state/apply-updates.ts'
import { type ClientState, type Conversation, seenTo } from './state/client-state.ts'
import { foldMessages, type ShownMessage, shownAt } from './state/message.ts'
import { type TimelineTarget, type Timeline, withinBounds, withRoots } from './state/timeline.ts'
import type { Store } from './store.ts'

/** Moves and extends the range of its messages that is loaded of a channel, over one connection. */
export interface LoadedRange {
  /** Loads the range that the timeline seeks; where it seeks another by then, that one. */
  readonly seek: (channelId: ChannelId) => Promise<Either<QueryFailure, void>>
  /** Loads the page before the first message that is shown, or the one after the last. */
  readonly load: (channelId: ChannelId, end: 'earlier' | 'later') => Promise<void>
}

/** A part of a channel's history, in order, and whether there is more on either side. */
type Part = Pick<Timeline, 'messages' | 'more' | 'later'>

export const loadedRange = (connection: Connection, store: Store): LoadedRange => {
  const timelineOf = (channelId: ChannelId): Timeline | undefined => store.get().timelines.get(channelId)
  const put = (channelId: ChannelId, timeline: Timeline): void =>
    store.set(({ timelines }) => ({ timelines: new Map(timelines).set(channelId, timeline) }))

  const seek: LoadedRange['seek'] = async (channelId) => {
    const before = timelineOf(channelId)
    if (before === undefined || !before.loaded || before.seeking === null) return right(undefined)
    const { seeking } = before
    const recorded = store.record(channelId)
    const answer = await askPart(connection, store.get(), channelId, seeking)
    const meanwhile = recorded()
    const now = timelineOf(channelId)
    if (isLeft(answer)) {
      // What the rules do not let one see is not sought any longer; another connection seeks on.
      if (answer.left._tag === 'Rejected' && now?.seeking === seeking)
        put(channelId, { ...now, seeking: null })
      return answer
    }
    if (now === undefined) return right(undefined)
    // What a snapshot brought meanwhile no update has told, and somebody may look elsewhere by now.
    if (now.begunAt !== before.begunAt || now.seeking !== seeking) return seek(channelId)
    put(channelId, { ...now, ...caughtUp(answer.right, meanwhile), seeking: null })
    return right(undefined)
  }

  const load: LoadedRange['load'] = async (channelId, end) => {
    const before = timelineOf(channelId)
    if (before === undefined || !before.loaded || before.seeking !== null) return
    const edge = edgeOf(before, end)
    if (edge === undefined || !(end === 'earlier' ? before.more : before.later)) return
    const beside = {
      ...(end === 'earlier' ? { before: edge.segment } : { after: edge.segment }),
      ...shownOf(store.get(), channelId),
    }
    const recorded = store.record(channelId)
    const answer = await askHistory(connection, channelId, beside)
    const meanwhile = recorded()
    if (isLeft(answer)) return
    const now = timelineOf(channelId)
    // Somebody else has loaded it meanwhile, or the channel was shut, begun anew or moved.
    if (now === undefined || now.begunAt !== before.begunAt || edgeOf(now, end)?.messageId !== edge.messageId)
      return
    const { messages, more } = answer.right.value
    const page = shownAt(messages, answer.right.position)
    put(
      channelId,
      end === 'earlier'
        ? withinBounds({ ...now, messages: [...foldedOver(page, meanwhile), ...now.messages], more }, 'later')
        : withinBounds(
            { ...now, ...caughtUp({ messages: page, more: now.more, later: more }, meanwhile, now.messages) },
            'earlier',
          ),
    )
  }

  return { seek, load }
}

const edgeOf = ({ messages }: Timeline, end: 'earlier' | 'later'): ShownMessage | undefined =>
  messages.at(end === 'earlier' ? 0 : -1)

/** An answer is to be no older than what is shown of the channel: what it lacks then comes as an update. */
const shownOf = ({ conversations }: ClientState, channelId: ChannelId): { readonly atLeast?: Position } => {
  const position = conversations.get(channelId)?.channel.position
  return position === undefined ? {} : { atLeast: position }
}

const askPart = async (
  connection: Connection,
  state: ClientState,
  channelId: ChannelId,
  target: TimelineTarget,
): Promise<Either<QueryFailure, Part>> => {
  const atLeast = shownOf(state, channelId)
  if (target === 'latest') {
    const page = await askHistory(connection, channelId, atLeast)
    return isLeft(page)
      ? page
      : right({ messages: at(page.right), more: page.right.value.more, later: false })
  }
  const shown = state.conversations.get(channelId)
  const segment = target !== 'unread' ? target : shown === undefined ? beforeFirst : seenTo(shown)
  const [before, after] = await Promise.all([
    askHistory(connection, channelId, { ...atLeast, before: (segment + 1) as Segment }),
    askHistory(connection, channelId, { ...atLeast, after: segment }),
  ])
  if (isLeft(before)) return before
  if (isLeft(after)) return after
  return right({
    messages: [...at(before.right), ...at(after.right)],
    more: before.right.value.more,
    later: after.right.value.more,
  })
}

type History = Parameters<typeof shownAt>[0]
const at = ({ position, value }: Answered<{ readonly messages: History }>): ReadonlyArray<ShownMessage> =>
  shownAt(value.messages, position)

/** Messages after the updates that came while they were asked for, each of which knows what it shows already. */
const foldedOver = (
  messages: ReadonlyArray<ShownMessage>,
  updates: ReadonlyArray<Update>,
): ReadonlyArray<ShownMessage> => updates.filter(isOfChannel).reduce(foldMessages, messages)

/** A part with what was sent since it was read, where it goes to the end; behind what is shown before it. */
const caughtUp = (
  part: Part,
  meanwhile: ReadonlyArray<Update>,
  shown: ReadonlyArray<ShownMessage> = [],
): Part => {
  let messages: ReadonlyArray<ShownMessage> = [...shown, ...part.messages]
  for (const update of meanwhile.filter(isOfChannel)) {
    messages = foldMessages(messages, update)
    if (!part.later) messages = withRoots(messages, update)
  }
  return { ...part, messages }
}

/** Whether a target is within the loaded range, with something on either side of it or an end of the channel. */
export const isShown = (
  { loaded, seeking, messages, more, later }: Timeline,
  conversation: Conversation | undefined,
  target: TimelineTarget,
): boolean => {
  if (!loaded || seeking !== null) return false
  if (target === 'latest') return !later
  const segment =
    target !== 'unread'
      ? target
      : conversation === undefined || conversation.unread === 0
        ? null
        : seenTo(conversation)
  if (segment === null) return !later
  const first = messages[0]?.segment ?? 0
  const last = messages.at(-1)?.segment ?? 0
  return (!more || first <= segment) && (!later || segment < last)
}
