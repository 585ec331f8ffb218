import type { PersonUpdate, PersonView } from '@parley/contract'
import type { UserId } from '@parley/domain'
import type { Connection } from './connection/connection.ts'
import { isLeft } from './either.ts'
import type { Clock } from './platform/clock.ts'
import { ask } from './queries.ts'
import { afterSaid, whoSaysNothing } from './state/people.ts'
import { withEntry } from './state/persistent-map.ts'
import type { Store } from './store.ts'

/** Keeps what people say of themselves, of those who were asked for. */
export interface People {
  /** Has these kept from now on; does nothing for those who are. */
  readonly know: (userIds: Iterable<UserId>) => void
  /** There is another connection: all are asked for once more over it. Null: there is none. */
  readonly use: (connection: Connection | null) => void
  /** Something of it may have been missed: all are asked for once more. */
  readonly anew: () => void
  readonly told: (updates: ReadonlyArray<PersonUpdate>) => void
}

/** So many people are asked for at once, and so many milliseconds after a fault of the server once more. */
const askedAtOnce = 100
const askAgain = 5_000

export const people = (store: Store, clock: Pick<Clock, 'later'>): People => {
  const kept = new Set<UserId>()
  /** Those of them who are to be asked for. */
  const toAsk = new Set<UserId>()
  let current: Connection | null = null
  let underWay = false

  const run = async (): Promise<void> => {
    if (underWay) return
    underWay = true
    // All that is toAsk in one turn is one question.
    await Promise.resolve()
    while (current !== null && toAsk.size > 0) {
      const connection = current
      const userIds = [...toAsk].slice(0, askedAtOnce)
      for (const userId of userIds) toAsk.delete(userId)
      const answer = await ask(connection, { type: 'profiles', userIds })
      if (isLeft(answer)) {
        for (const userId of userIds) toAsk.add(userId)
        if (answer.left._tag === 'Failed') clock.later(askAgain, () => void run())
        if (connection === current) break
      } else take(userIds, answer.right.value.people, answer.right.value.more)
    }
    underWay = false
  }

  /** `more`: of those who are not in the answer nothing is known yet. */
  const take = (asked: ReadonlyArray<UserId>, found: ReadonlyArray<PersonView>, more: boolean): void => {
    const views = new Map(found.map((view) => [view.userId, view]))
    store.set(({ people: before }) => {
      let after = before
      for (const userId of asked) {
        const view = views.get(userId) ?? (more ? undefined : whoSaysNothing(userId))
        if (view === undefined) toAsk.add(userId)
        else if ((view.revision ?? -1) >= (before.get(userId)?.revision ?? -1))
          after = withEntry(after, userId, view)
      }
      return { people: after }
    })
  }

  const anew = (): void => {
    for (const userId of kept) toAsk.add(userId)
    void run()
  }

  return {
    know: (userIds) => {
      for (const userId of userIds) {
        if (kept.has(userId)) continue
        kept.add(userId)
        toAsk.add(userId)
      }
      if (toAsk.size > 0) void run()
    },
    use: (connection) => {
      current = connection
      if (connection !== null) anew()
    },
    anew,
    told: (updates) => {
      for (const update of updates) {
        if (!kept.has(update.userId)) continue
        const view = store.get().people.get(update.userId)
        const after = view && afterSaid(view, update)
        if (after === undefined) toAsk.add(update.userId)
        else store.set((state) => ({ people: withEntry(state.people, update.userId, after) }))
      }
      if (toAsk.size > 0) void run()
    },
  }
}
