import type { ChannelId, MessageSent, Position, TenantId, UserId } from '@parley/domain'

/** A stretch of the log is 4,096 positions; stretches of a higher level are 16 times as long each. */
const shortest = 4_096
const factor = 16
const levels = 4

const stretchOf = (position: number, level: number): number =>
  Math.floor(position / (shortest * factor ** level))

const inTenant = (tenantId: TenantId): string => `#${tenantId}`
const inStretch = (tenantId: TenantId, level: number, stretch: number): string =>
  `#${tenantId}:${level}:${stretch}`

export const channelMark = (channelId: ChannelId): string => `#${channelId}`
/** Names may have blanks in them, and no token may. */
export const senderMark = (userId: UserId): string => `@${encodeURIComponent(userId)}`
/** That it is a reply. */
export const replyMark = '#reply'

const dayLength = 'YYYY-MM-DD'.length
const monthLength = 'YYYY-MM'.length
const yearLength = 'YYYY'.length

/** By what a message is found beside what it says. */
export const marksOf = (event: MessageSent, position: Position): ReadonlyArray<string> => [
  inTenant(event.tenantId),
  ...Array.from({ length: levels }, (_, level) =>
    inStretch(event.tenantId, level, stretchOf(position, level)),
  ),
  channelMark(event.channelId),
  senderMark(event.senderId),
  ...[dayLength, monthLength, yearLength].map((length) => `#${event.at.slice(0, length)}`),
  ...(event.parentId === null ? [] : [replyMark]),
]

/**
 * The marks of the stretches of a tenant's log in which to look before a position, one group after another, each some
 * sixteen times as long as the one before, and the last of all there is. What is in one may be in the next again.
 */
export function* stretchesBefore(tenantId: TenantId, position: Position): Generator<ReadonlyArray<string>> {
  for (let level = 0; level < levels; level += 1) {
    const latest = stretchOf(position, level)
    if (latest <= 1) break
    yield [inStretch(tenantId, level, latest), inStretch(tenantId, level, latest - 1)]
  }
  yield [inTenant(tenantId)]
}

const dayOf = (at: Date): string => at.toISOString().slice(0, dayLength)

/** The marks of the years, months and days that are all of the days from one to another, both included. */
export const marksOfDays = (first: string, last: string): ReadonlyArray<string> => {
  const marks: Array<string> = []
  const next = new Date(`${first}T00:00:00Z`)
  for (let day = dayOf(next); day <= last; day = dayOf(next)) {
    const [year, month] = [day.slice(0, yearLength), day.slice(0, monthLength)]
    const endOfMonth = dayOf(new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)))
    if (day === `${year}-01-01` && `${year}-12-31` <= last) {
      marks.push(`#${year}`)
      next.setUTCFullYear(next.getUTCFullYear() + 1)
    } else if (day === `${month}-01` && endOfMonth <= last) {
      marks.push(`#${month}`)
      next.setUTCMonth(next.getUTCMonth() + 1)
    } else {
      marks.push(`#${day}`)
      next.setUTCDate(next.getUTCDate() + 1)
    }
  }
  return marks
}
