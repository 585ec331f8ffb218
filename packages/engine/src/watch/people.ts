import type { Position, TenantId, UserId } from '@parley/domain'
import type { PersonUpdate } from '@parley/live'
import type { Queries } from '@parley/read-models'
import type { Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { Registry } from './registry.ts'
import { type Session, toldTo } from './watch.ts'

/** What is looked at to find out who is told. */
export interface PeopleParts {
  readonly registry: Pick<Registry, 'sessionsOf' | 'room' | 'stats'>
  readonly queries: Pick<Queries, 'channelsOf'>
  readonly log: Pick<Logger, 'warn'>
  /** So many wait at the most while it is found out whom others concern. */
  readonly most?: number
}

/** So many wait unless it is said otherwise. */
const mostWaiting = 10_000

/**
 * Tells what people say of themselves: all sessions of each person at once, and those who watch a channel that the person
 * is a member of, by the read models, as soon as these have come to it. Where that can't be found out the others are told
 * nothing: what they ask anew they are answered.
 */
export const tellingOfPeople = ({ registry, queries, log, most = mostWaiting }: PeopleParts) => {
  let waiting: Array<PersonUpdate> = []
  let underWay = false

  const pass = async (): Promise<void> => {
    while (waiting.length > 0) {
      const updates = waiting
      waiting = []
      for (const [tenantId, ofTenant] of Map.groupBy(updates, (update) => update.tenantId))
        await passIn(tenantId, ofTenant)
    }
  }

  const passIn = async (tenantId: TenantId, updates: ReadonlyArray<PersonUpdate>): Promise<void> => {
    const people = [...new Set(updates.map(({ userId }) => userId))]
    const atLeast = updates.reduce<Position>(
      (last, { position }) => (position > last ? position : last),
      0 as Position,
    )
    const found = await queries.channelsOf(tenantId, people, atLeast)()
    if (E.isLeft(found)) {
      log.warn({ cause: found.left.cause, people: people.length }, notFound)
      return
    }
    const told = new Map<Session, Array<PersonUpdate>>()
    for (const update of updates)
      for (const session of watchersOf(tenantId, update.userId, found.right)) {
        const list = told.get(session)
        if (list === undefined) told.set(session, [update])
        else list.push(update)
      }
    for (const [session, list] of told) tell(session, list)
  }

  const watchersOf = (
    tenantId: TenantId,
    userId: UserId,
    channels: ReadonlyMap<UserId, ReadonlyArray<Parameters<Registry['room']>[1]>>,
  ): ReadonlySet<Session> => {
    const sessions = new Set<Session>()
    for (const channelId of channels.get(userId) ?? [])
      for (const { session } of registry.room(tenantId, channelId)?.watches ?? [])
        if (session.userId !== userId) sessions.add(session)
    return sessions
  }

  return (updates: ReadonlyArray<PersonUpdate>): void => {
    for (const update of updates)
      for (const session of registry.sessionsOf(update.tenantId, update.userId)) tell(session, [update])
    if (registry.stats().rooms === 0) return
    waiting = [...waiting, ...updates].slice(-most)
    if (underWay) return
    underWay = true
    void pass()
      .catch((err: unknown) => log.warn({ err }, notFound))
      .finally(() => {
        underWay = false
      })
  }
}

const notFound =
  'who knows of people that said something of themselves could not be found out: others see it when they look again'

const tell = (session: Session, updates: ReadonlyArray<PersonUpdate>): void => {
  toldTo(session, updates.at(-1))
  session.listener.people(updates)
}
