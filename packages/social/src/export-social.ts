import {
  type ChannelEvent,
  channelStream,
  type ChannelId,
  type DomainEvent,
  isEventIn,
  partOf,
  type ReadMarked,
  type Revision,
  type TenantId,
  type UserId,
} from '@parley/domain'
import { type EventStore, type ReadError, recogniseOnce } from '@parley/event-store'
import { replay } from '@parley/replay'
import * as E from 'fp-ts/lib/Either.js'
import { channelAfter, type ChannelState } from './channel-state.ts'
import { type Documents, documentsOf, type MarksBy } from './documents-of.ts'

/** Why nothing more is exported. */
export type ExportError =
  | ReadError
  | { readonly _tag: 'Unreadable'; readonly stream: string; readonly why: string }

const pageSize = 1_000

/** A channel as documents; or that there was one that was deleted, of which nothing is exported. */
export type Exported =
  | { readonly _tag: 'Channel'; readonly documents: Documents }
  | { readonly _tag: 'Deleted'; readonly channelId: ChannelId }

/**
 * A tenant's channels, one by one, as the log has them when each is read. Ends (left) where the log can't be read on. It
 * holds one channel and all read cursors in memory.
 *
 * @throws ReplayFailed where the log can't be looked through for channels.
 */
export async function* exportSocial(
  store: EventStore,
  tenantId: TenantId,
): AsyncGenerator<E.Either<ExportError, Exported>> {
  const channels = new Set<ChannelId>()
  const marks = new Map<ChannelId, Map<string, ReadMarked>>()
  const asked = { types: ['ChannelCreated', 'ReadMarked'], streams: { tenantId } } as const
  for await (const page of replay(store, asked)) {
    for (const { event } of page.events)
      if (event.type === 'ChannelCreated') channels.add(event.channelId)
      else {
        const own = marks.get(event.channelId) ?? new Map<string, ReadMarked>()
        marks.set(
          event.channelId,
          own.set(JSON.stringify([event.userId, event.feedId, partOf(event)]), event),
        )
      }
    const [unreadable] = page.unreadable
    if (unreadable !== undefined) {
      yield E.left({ _tag: 'Unreadable', stream: unreadable.stream, why: unreadable.why })
      return
    }
  }
  for (const channelId of channels) {
    const state = await channelIn(store, channelStream(tenantId, channelId))
    if (E.isLeft(state)) {
      yield state
      return
    }
    yield E.right(
      state.right === null
        ? { _tag: 'Deleted', channelId }
        : { _tag: 'Channel', documents: documentsOf(state.right, byPerson(marks.get(channelId))) },
    )
  }
}

const byPerson = (marks: ReadonlyMap<string, ReadMarked> = new Map()): MarksBy => {
  const by = new Map<UserId, ReadonlyArray<ReadMarked>>()
  for (const mark of marks.values()) by.set(mark.userId, [...(by.get(mark.userId) ?? []), mark])
  return by
}

const isChannelEvent = (event: DomainEvent): event is ChannelEvent => isEventIn('channel', event)

const channelIn = async (
  store: EventStore,
  stream: string,
): Promise<E.Either<ExportError, ChannelState | null>> => {
  let state: ChannelState | null = null
  let from = 0
  for (;;) {
    const page = await store.readStream(stream, { from: from as Revision, limit: pageSize })()
    if (E.isLeft(page)) return page
    for (const recorded of page.right) {
      // What other programs wrote there is none of ours.
      const recognised = recogniseOnce(recorded)
      if (recognised._tag === 'Unreadable')
        return E.left({ _tag: 'Unreadable', stream, why: recognised.error._tag })
      if (recognised._tag === 'Own' && isChannelEvent(recognised.event))
        state = channelAfter(state, recognised.event)
    }
    const last = page.right.at(-1)
    if (last === undefined || page.right.length < pageSize) return E.right(state)
    from = last.revision + 1
  }
}
