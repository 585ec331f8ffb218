import { type Actor, type ScopeMissing, type Server, serverWith } from '@parley/auth'
import type { EngineError } from '@parley/contract'
import type { ChannelId, Position, StreamKindName, TenantId, UserId } from '@parley/domain'
import {
  type BoundedPage,
  type EventNamed,
  type EventType,
  type Partition,
  plainReason,
  readPage,
  ReplayFailed,
  type ReplayLog,
} from '@parley/replay'
import type { Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Call } from '../call.ts'
import { internal, overloaded, rateLimited } from '../failure.ts'
import type { ReplayLimits } from '../limits.ts'
import type { Allowances } from '../rates/allowances.ts'

/** Which events of a tenant: all that is said has to hold; nothing said is all of them, from the beginning. */
export interface ReplayQuery<Type extends EventType = EventType> {
  readonly types?: ReadonlyArray<Type>
  readonly kinds?: ReadonlyArray<StreamKindName>
  readonly channelId?: ChannelId
  readonly partition?: Partition
  /** Only events after this position, which an earlier page has given. */
  readonly from?: Position
  /** Only events up to this position, itself included. */
  readonly to?: Position
  /** At the most so many events; never more than the engine's own limit. */
  readonly rows?: number
}

/** A page of a tenant's events, what to go on from, and whether there was more. */
export type ReplayedPage<Type extends EventType = EventType> = BoundedPage<EventNamed<Type>>

/** The log has no such position: it is another, or was restored without what was read of it. */
export interface UnknownPosition {
  readonly _tag: 'UnknownPosition'
  readonly position: number
}

/** Why a server is given no events. */
export type ReplayFailure = ScopeMissing | UnknownPosition | EngineError

/** Gives a server of a tenant's own the events of that tenant, a page at a time. */
export type Replay = <Type extends EventType = EventType>(
  actor: Actor,
  query?: ReplayQuery<Type>,
  call?: Call,
) => TaskEither<ReplayFailure, ReplayedPage<Type>>

/** What replaying works on. */
export interface Replaying {
  readonly events: ReplayLog
  readonly limits: ReplayLimits
  readonly asked: Allowances<'queries'>
  readonly log: Logger
}

/** Servers are counted apart from people, none of whom is called so (AUTH-15). */
const countedAs = ({ serverId }: Server): UserId => `parley:server ${serverId}` as UserId

/**
 * Replays by tenant. Which one, the actor says, and nobody else can: there is no way to ask for another. Few at a time
 * do so, since each page that is under way holds a part of the log.
 */
export const replaying = ({ events, limits, asked, log }: Replaying): Replay => {
  const underWay = new Map<TenantId, number>()
  let inAll = 0

  const page = async <Type extends EventType>(
    tenantId: TenantId,
    { types, kinds, channelId, partition, from, to, rows }: ReplayQuery<Type>,
  ): Promise<BoundedPage<EventNamed<Type>>> => {
    const streams = {
      tenantId,
      ...(kinds === undefined ? {} : { kinds }),
      ...(channelId === undefined ? {} : { channelId }),
    }
    const { atOnce, silence, bytes, looks } = limits
    const asks = {
      streams,
      atOnce,
      silence,
      ...(types === undefined ? {} : { types }),
      ...(partition === undefined ? {} : { partition }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }
    const most = Math.min(rows ?? limits.rows, limits.rows)
    const read = await readPage(events, asks, { rows: most, bytes, looks })
    // Why in full may name what stands in an event, and that another tenant's.
    const unreadable = read.unreadable.map((event) => ({ ...event, why: plainReason(event.reason) }))
    return { ...read, unreadable } as unknown as BoundedPage<EventNamed<Type>>
  }

  return (actor, query = {}, call = {}) =>
    async () => {
      const server = serverWith(actor, 'read-events')
      if (E.isLeft(server)) return server
      const { tenantId } = server.right
      const wait = asked.take('queries', { ...call, whose: { tenantId, userId: countedAs(server.right) } })
      if (wait > 0) return E.left(rateLimited(wait))
      const own = underWay.get(tenantId) ?? 0
      if (own >= limits.ofTenant || inAll >= limits.inAll) return E.left(overloaded)
      underWay.set(tenantId, own + 1)
      inAll += 1
      try {
        return E.right(await page(tenantId, query))
      } catch (error) {
        return E.left(failureOf(error, log))
      } finally {
        inAll -= 1
        const left = (underWay.get(tenantId) ?? 1) - 1
        if (left > 0) underWay.set(tenantId, left)
        else underWay.delete(tenantId)
      }
    }
}

const failureOf = (error: unknown, log: Logger): UnknownPosition | EngineError => {
  if (!(error instanceof ReplayFailed)) return internal(log, error)
  const { reason } = error
  switch (reason._tag) {
    case 'Corrupt':
      return reason.unknownPosition === undefined
        ? internal(log, reason)
        : { _tag: 'UnknownPosition', position: reason.unknownPosition }
    case 'Unavailable':
    case 'AccessDenied':
      return { _tag: 'Unavailable' }
    case 'StreamDeleted':
      return internal(log, reason)
    default:
      return reason satisfies never
  }
}
