import { audienceOf } from '@parley/domain'
import type { Audience, UserId } from '@parley/domain'
import type { Update } from '@parley/contract'
import type { Projected } from '@parley/projection'
import type { FeedEntry } from './change-feed.ts'

/** Whose an event is, watching or not. */
const concerned = (audience: Audience): ReadonlyArray<UserId> => {
  switch (audience._tag) {
    case 'watchers':
      return audience.and
    case 'person':
      return [audience.userId]
    case 'moderators':
      return []
    default:
      return audience satisfies never
  }
}

const textOf = (update: Update): string => JSON.stringify(update)

const withJson = ({ event, revision, position }: Projected, json: string): FeedEntry => ({
  position,
  revision,
  tenantId: event.tenantId,
  channelId: event.channelId,
  userIds: concerned(audienceOf(event)),
  scope: audienceOf(event)._tag === 'person' ? 'inbox' : 'channel',
  event,
  json,
})

/** What an event changed, for those who watch. Pure; the only place where an update becomes text. */
export const entryOf = (projected: Projected): FeedEntry => {
  const { revision, position, event } = projected
  return withJson(projected, textOf({ revision, position, event }))
}

/** An entry out of its own text, already decoded. */
export const entryAgain = (projected: Projected, json: string): FeedEntry => withJson(projected, json)

/** An entry whose text tells less than its event says. */
export const retold = (entry: FeedEntry, event: Update['event']): FeedEntry => ({
  ...entry,
  json: textOf({ revision: entry.revision, position: entry.position, event }),
})
