import type { PersonUpdate as Told } from '@parley/contract'
import { audienceOf, type Position, type Revision, type TenantId, type UserId } from '@parley/domain'
import { changesOf } from '@parley/read-models'
import { causeOf } from './cause.ts'
import type { Committed } from './update.ts'

/** What one event changed of what a person says of themselves, for that person and those who know of them. */
export interface PersonUpdate {
  readonly position: Position
  /** In the person's own stream. */
  readonly revision: Revision
  readonly tenantId: TenantId
  /** Whom it is about. */
  readonly userId: UserId
  /** The protocol's `PersonUpdate`, serialised once for everybody. */
  readonly json: string
}

/** What an event changed of what a person says of themselves; undefined: it is no such event. Pure. */
export const personUpdateOf = ({ event, revision, position }: Committed): PersonUpdate | undefined => {
  const audience = audienceOf(event)
  switch (audience._tag) {
    case 'acquainted': {
      const { userId } = audience
      const changes = [...changesOf({ event, revision, position })]
      const told: Told = { userId, revision, position, cause: causeOf(event), changes }
      return { position, revision, tenantId: event.tenantId, userId, json: JSON.stringify(told) }
    }
    case 'watchers':
    case 'moderators':
    case 'person':
    case 'nobody':
      return undefined
    default:
      return audience satisfies never
  }
}
