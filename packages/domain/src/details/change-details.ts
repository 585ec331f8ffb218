import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { FileId } from '../messages/bodies/parts.ts'
import { channelTypes } from '../permissions/tables.ts'
import { addsNobody, channelCommandWith } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { sameValue } from '../values/same.ts'
import type { ChannelDetailsChanged } from './events.ts'
import { detailsKey, detailsOf } from './rows.ts'
import { keptMetadata, keptTags, Metadata, TypedTags } from './values.ts'

/** A channel whose type hides it from those who are not in it is not listed. */
export const TypeIsNotListed = t.strict({ _tag: t.literal('TypeIsNotListed') }, 'TypeIsNotListed')
type TypeIsNotListed = t.TypeOf<typeof TypeIsNotListed>

/** DETAIL-1 to DETAIL-4: whoever may describe a channel changes what is kept with it. */
export const ChangeDetails = channelCommandWith(
  'ChangeDetails',
  {
    always: {},
    perhaps: {
      metadata: Metadata,
      tags: TypedTags,
      /** Null: none any more. */
      avatarFileId: t.union([FileId, t.null]),
      isPublic: t.boolean,
    },
  },
  {
    reads: (command) => [...readsOfCommand(command), detailsKey],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'describe')
      if (E.isLeft(entry)) return entry
      const { metadata, avatarFileId, isPublic } = command
      const tags = keptTags(command.tags)
      if (isPublic === true && !channelTypes[entry.right.channel.channelType].listed)
        return rejects<TypeIsNotListed>({ _tag: 'TypeIsNotListed' })
      const before = detailsOf(rows)
      const changed = {
        ...(metadata === undefined || sameValue(before.metadata, keptMetadata(metadata)) ? {} : { metadata }),
        ...(command.tags === undefined || sameValue(before.tags, tags) ? {} : { tags: tags ?? [] }),
        ...(avatarFileId === undefined || before.avatarFileId === avatarFileId ? {} : { avatarFileId }),
        ...(isPublic === undefined || before.isPublic === isPublic ? {} : { isPublic }),
      }
      if (Object.keys(changed).length === 0) return nothing
      return makes<ChannelDetailsChanged>({ type: 'ChannelDetailsChanged', ...factsOf(command), ...changed })
    },
    adds: addsNobody,
  },
)
export type ChangeDetails = CommandOf<typeof ChangeDetails>
