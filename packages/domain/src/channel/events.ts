import * as t from 'io-ts'
import { detailsKey, noDetails } from '../details/rows.ts'
import { beforeFirst, mainFeed, mainFeedName } from '../feeds/feed.ts'
import { feedKey } from '../feeds/rows.ts'
import { type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { patch, put } from '../kit/row.ts'
import { ChannelNotificationMode } from '../personal/notification-mode.ts'
import { channelEvent, channelEventWith } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import type { ChannelId } from '../values/ids.ts'
import { ChannelName, ChannelType, Description } from './channel-facts.ts'
import { relations } from './relations.ts'
import { channelKey } from './rows.ts'

const told = { audience: toWatchers, id: idByCommand } as const
const first = { version: 1, upcasters: [] } as const

interface OfChannel {
  readonly channelId: ChannelId
}

/** The channel's name, which gives way to the next one. */
const nameOf = ({ channelId }: OfChannel) => [{ kind: 'channelName', channelId }] as const
const name = { of: nameOf, becomes: 'latest' } as const

/** What the channel is about, which gives way to what is written next. */
const descriptionOf = ({ channelId }: OfChannel) => [{ kind: 'channelDescription', channelId }] as const
const description = { of: descriptionOf, becomes: 'latest' } as const

/** A channel began. Its first members join by events of their own, in the same append. */
export const ChannelCreated = channelEventWith(
  'ChannelCreated',
  {
    always: {
      channelType: ChannelType,
      /** Null for a conversation, which is named after whoever is in it. */
      name: t.union([ChannelName, t.null]),
      description: Description,
    },
    perhaps: relations,
  },
  {
    ...first,
    ...told,
    says: { name, description },
    takesBack: undefined,
    rows: (event) => [
      put(channelKey, {
        kind: 'channel',
        channelType: event.channelType,
        name: event.name,
        description: event.description,
        archived: false,
        deleted: false,
        lastSegments: { [mainFeed]: beforeFirst },
        feedsEver: 1,
        owners: 0,
        members: 0,
        notification: 'default',
      }),
      put(detailsKey, noDetails),
      put(feedKey(mainFeed), { kind: 'feed', name: mainFeedName, deleted: false }),
      done(event),
    ],
  },
)
export type ChannelCreated = EventOf<typeof ChannelCreated>

/** A channel got another name. */
export const ChannelRenamed = channelEvent(
  'ChannelRenamed',
  { name: ChannelName },
  {
    ...first,
    ...told,
    says: { name },
    takesBack: ({ channelId, name: instead }) => [{ kind: 'channelName', channelId, instead }],
    rows: (event) => [patch(channelKey, (row) => ({ ...row, name: event.name })), done(event)],
  },
)
export type ChannelRenamed = EventOf<typeof ChannelRenamed>

/** What a channel is about was written anew. */
export const ChannelDescribed = channelEvent(
  'ChannelDescribed',
  { description: Description },
  {
    ...first,
    ...told,
    says: { description },
    takesBack: ({ channelId, description: instead }) => [{ kind: 'channelDescription', channelId, instead }],
    rows: (event) => [patch(channelKey, (row) => ({ ...row, description: event.description })), done(event)],
  },
)
export type ChannelDescribed = EventOf<typeof ChannelDescribed>

/** A channel was closed: it is read, and no longer written. */
export const ChannelArchived = channelEvent(
  'ChannelArchived',
  {},
  {
    ...first,
    ...told,
    says: {},
    takesBack: undefined,
    rows: (event) => [patch(channelKey, (row) => ({ ...row, archived: true })), done(event)],
  },
)
export type ChannelArchived = EventOf<typeof ChannelArchived>

/** A channel that was archived is written again. */
export const ChannelUnarchived = channelEvent(
  'ChannelUnarchived',
  {},
  {
    ...first,
    ...told,
    says: {},
    takesBack: undefined,
    rows: (event) => [patch(channelKey, (row) => ({ ...row, archived: false })), done(event)],
  },
)
export type ChannelUnarchived = EventOf<typeof ChannelUnarchived>

/** A channel is no more, nor anything in it: the last event of its stream, which goes once every group has passed it. */
export const ChannelDeleted = channelEvent(
  'ChannelDeleted',
  {},
  {
    ...first,
    ...told,
    says: {},
    takesBack: undefined,
    rows: (event) => [patch(channelKey, (row) => ({ ...row, deleted: true })), done(event)],
  },
)
export type ChannelDeleted = EventOf<typeof ChannelDeleted>

/** It was said of what a channel notifies its members. A channel of which it never was is `default`. */
export const ChannelNotificationSet = channelEvent(
  'ChannelNotificationSet',
  { mode: ChannelNotificationMode },
  {
    ...first,
    ...told,
    says: {},
    takesBack: undefined,
    rows: (event) => [patch(channelKey, (row) => ({ ...row, notification: event.mode })), done(event)],
  },
)
export type ChannelNotificationSet = EventOf<typeof ChannelNotificationSet>
