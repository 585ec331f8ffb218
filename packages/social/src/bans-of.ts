import type { MemberBanned, Role, Timestamp } from '@parley/domain'
import { later } from './items.ts'
import { roleOf } from './members-of.ts'
import { type ChannelFacts, importer, mark, momentOf, named, personOf } from './names.ts'
import type { ChannelDocuments, Report } from './read-documents.ts'

interface TimedBan {
  readonly key: Timestamp
  readonly event: MemberBanned
}

/** The bans of a channel. A document that says of somebody no more than that they are banned means for ever. */
export const bansOf = (
  { users }: ChannelDocuments,
  facts: Pick<ChannelFacts, 'tenantId' | 'channelId'>,
  began: Timestamp,
  report: Report,
): ReadonlyArray<TimedBan> =>
  [...users].flatMap(([id, found]) => {
    const userId = personOf(id)
    const { membership, parley, roles, updatedAt, createdAt } = found.document
    const said = (): NonNullable<typeof parley>['ban'] => {
      if (membership !== 'banned') return null
      const rolesBefore: ReadonlyArray<Role> = (roles ?? []).length === 0 ? [] : [roleOf(found, report)]
      return { at: momentOf(updatedAt ?? createdAt), by: importer, rolesBefore, until: null, reason: null }
    }
    const ban = parley === undefined ? said() : parley.ban
    // Who can be nobody here was reported with the members.
    if (ban === null || userId === undefined) return []
    const { at, by, rolesBefore, until, reason } = ban
    const commandId = named('ban', mark(userId))
    const event = {
      type: 'MemberBanned' as const,
      ...facts,
      by,
      at,
      commandId,
      userId,
      rolesBefore,
      until,
      reason,
    }
    return [{ key: later(at, began), event }]
  })
