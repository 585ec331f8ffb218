import { conversationType, everyonesChannelType, invitedChannelType } from '@parley/domain/permissions'
import { decodeItem, itemsOf, type Problem } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

const Id = t.refinement(t.string, (s) => /^\w{1,24}$/.test(s), 'Id')

/** Seconds since 1970, of a year with four digits. */
const Seconds = t.refinement(t.number, (n) => n >= 0 && n < 1e10, 'Seconds')

const Listed = t.intersection([
  t.type({ id: Id }),
  t.partial({
    name: t.string,
    created: Seconds,
    is_archived: t.boolean,
    members: t.array(t.string),
    topic: t.partial({ value: t.string }),
    purpose: t.partial({ value: t.string }),
    pins: t.array(t.partial({ type: t.string, id: t.string, created: Seconds })),
  }),
])

/** A channel as the export lists it, and what it becomes. */
export type SlackChannel = t.TypeOf<typeof Listed> & {
  readonly becomes: (typeof channelLists)[keyof typeof channelLists]
  /** The folder of its days. */
  readonly folder: string
  /** Where it is listed. */
  readonly file: string
  readonly line: number
}

/** The files that list channels, and what theirs become. */
export const channelLists = {
  'channels.json': everyonesChannelType,
  'groups.json': invitedChannelType,
  'mpims.json': invitedChannelType,
  'dms.json': conversationType,
} as const

/** Reads one of the files that list channels. */
export const channelsFrom = (
  file: keyof typeof channelLists,
  bytes: Uint8Array,
): { readonly channels: ReadonlyArray<SlackChannel>; readonly problems: ReadonlyArray<Problem> } => {
  const items = itemsOf(bytes)
  if (E.isLeft(items))
    return { channels: [], problems: [{ file, line: 1, what: items.left, consequence: 'skipped' }] }
  const channels: SlackChannel[] = []
  const problems: Problem[] = []
  for (const item of items.right) {
    const { line } = item
    const listed = decodeItem(Listed, item)
    if (E.isLeft(listed)) problems.push({ file, line, what: listed.left, consequence: 'skipped' })
    else {
      const { name, id } = listed.right
      channels.push({ ...listed.right, becomes: channelLists[file], folder: name ?? id, file, line })
    }
  }
  return { channels, problems }
}
