import {
  comesAndGoes,
  type DomainEvent,
  hindsightOf,
  type Position,
  rowChangesOf,
  type TakenBack,
  type TenantId,
  type UserId,
} from '@parley/domain'
import { goesBy } from './update.ts'

/** What was taken back lately, in any channel: for whoever is about to tell what was read before that. */
export interface RecentlyTakenBack {
  /** To be called with each event, as soon as this process knows of it. Twice is once. */
  readonly note: (event: DomainEvent, position: number) => void
  /**
   * What was taken back in a tenant after a position. Undefined: what was read there can't be told to this person, since
   * not all of that is known any more, or since they left a channel meanwhile, and are not to know what is said there
   * instead.
   */
  readonly after: (
    tenantId: TenantId,
    userId: UserId,
    position: Position,
  ) => ReadonlyArray<TakenBack> | undefined
}

/** So many events that take something back are remembered: some minutes of a busy log, or days of a quiet one. */
const mostRemembered = 4_096

interface Noted {
  readonly position: number
  readonly tenantId: TenantId
  readonly taken: ReadonlyArray<TakenBack>
  /** Who left a channel by it. */
  readonly goes: ReadonlyArray<UserId>
  /** All did: the channel is no more. */
  readonly ends: boolean
}

const nothing: ReadonlyArray<never> = []

/** `most`: of how many events it is remembered. */
export const recentlyTakenBack = (most = mostRemembered): RecentlyTakenBack => {
  /** By position. */
  const noted: Array<Noted> = []
  let forgotten = 0

  /** Where those after a position begin. What is asked for, and what comes, stands near the end. */
  const placeAfter = (position: number): number => noted.findLastIndex((one) => one.position <= position) + 1

  return {
    note: (event, position) => {
      const taken = hindsightOf(event).takesBack?.(event) ?? nothing
      const { goes, ends } = comesAndGoes(rowChangesOf(event))
      if (taken.length === 0 && goes.length === 0 && !ends) return
      const at = placeAfter(position)
      if (noted[at - 1]?.position === position) return
      noted.splice(at, 0, { position, tenantId: event.tenantId, taken, goes, ends })
      if (noted.length > most) forgotten = Math.max(forgotten, noted.shift()?.position ?? 0)
    },
    after: (tenantId, userId, position) => {
      if (position < forgotten) return undefined
      const since = noted.slice(placeAfter(position)).filter((one) => one.tenantId === tenantId)
      return since.some((one) => goesBy(one, userId)) ? undefined : since.flatMap(({ taken }) => taken)
    },
  }
}
