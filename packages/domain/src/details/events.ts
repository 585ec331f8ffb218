import * as t from 'io-ts'
import { type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { patch } from '../kit/row.ts'
import { FileId } from '../messages/bodies/parts.ts'
import { channelEventWith } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { detailsKey } from './rows.ts'
import { keptMetadata, keptTags, Metadata, Tags } from './values.ts'

/** What is kept with a channel changed: of each field that is there, to this. Nothing in a field is none of it. */
export const ChannelDetailsChanged = channelEventWith(
  'ChannelDetailsChanged',
  {
    always: {},
    perhaps: {
      metadata: Metadata,
      tags: Tags,
      avatarFileId: t.union([FileId, t.null]),
      /** Whether the channel is listed. */
      isPublic: t.boolean,
    },
  },
  {
    version: 1,
    upcasters: [],
    audience: toWatchers,
    id: idByCommand,
    says: {},
    takesBack: undefined,
    rows: ({ metadata, tags, avatarFileId, isPublic, ...event }) => [
      patch(detailsKey, (row) => ({
        ...row,
        ...(metadata === undefined ? {} : { metadata: keptMetadata(metadata) }),
        ...(tags === undefined ? {} : { tags: keptTags(tags) }),
        ...(avatarFileId === undefined ? {} : { avatarFileId }),
        ...(isPublic === undefined ? {} : { isPublic }),
      })),
      done(event),
    ],
  },
)
export type ChannelDetailsChanged = EventOf<typeof ChannelDetailsChanged>
