import {
  type ChannelId,
  channelIdIn,
  type DomainEvent,
  isEventIn,
  type ToldIn,
  type UserId,
} from '@parley/domain'
import type { PersonalView } from '../views/personal.ts'

type Of<T extends ToldIn<'inbox'>['type']> = Extract<ToldIn<'inbox'>, { readonly type: T }>

/** What is somebody's alone in a channel, by its definition: what they said of each matter last. */
export const personalOf = (
  history: ReadonlyArray<{ readonly event: DomainEvent }>,
  channelId: ChannelId,
  me: UserId,
): PersonalView => {
  const events = history.map(({ event }) => event).filter((event) => channelIdIn(event) === channelId)
  const all = <T extends ToldIn<'inbox'>['type']>(type: T): ReadonlyArray<Of<T>> =>
    events.filter(
      (event: DomainEvent): event is DomainEvent & Of<T> =>
        event.type === type && isEventIn('inbox', event) && event.userId === me,
    )
  const lastOfEach = <A extends { readonly feedId: string | null }>(said: ReadonlyArray<A>) =>
    [...Map.groupBy(said, ({ feedId }) => feedId).values()]
      .flatMap((ofFeed) => ofFeed.slice(-1))
      .toSorted((a, b) => ((a.feedId ?? '') < (b.feedId ?? '') ? -1 : 1))
  /** Of a feed that was deleted nothing is kept; what is of no feed is of all that there are. */
  const stands = ({ feedId }: { readonly feedId: string | null }): boolean =>
    !events.some((event) => event.type === 'FeedDeleted' && event.feedId === feedId)
  const away = all('ConversationArchived').at(-1)
  const back = all('ConversationUnarchived').at(-1)
  const isSentAfter = ({ feedId, segment }: Of<'DraftSaved'>): boolean =>
    events.some(
      (event) =>
        event.type === 'MessageSent' &&
        event.by === me &&
        event.feedId === feedId &&
        event.parentId === null &&
        event.segment > segment,
    )
  return {
    notifications: lastOfEach(all('NotificationSet'))
      .filter((one) => one.mode !== 'default' && stands(one))
      .map(({ feedId, mode, until }) => ({ feedId, mode, until })),
    putAway:
      away === undefined || (back !== undefined && events.lastIndexOf(back) > events.lastIndexOf(away))
        ? null
        : away.segments,
    favourite: all('FavouriteSet').at(-1)?.favourite ?? false,
    receiptsKept: all('ReceiptsKept').at(-1)?.kept ?? false,
    drafts: lastOfEach(all('DraftSaved'))
      .filter((draft) => draft.text !== '' && stands(draft) && !isSentAfter(draft))
      .map(({ feedId, text, segment, at }) => ({ feedId, text, segment, savedAt: at })),
  }
}
