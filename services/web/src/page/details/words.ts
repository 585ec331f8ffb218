import {
  type ChannelType,
  channelTypes,
  permissions,
  type Role,
  roles,
  rolesWith,
} from '@parley/domain/permissions'

/** The lowest role that writes in channels of a type. */
const leastWriter = (type: ChannelType): Role | undefined => rolesWith(permissions, type, 'send').at(-1)

/** Whether not all who are in a channel of a type write in it. */
export const isForReading = (type: ChannelType): boolean => leastWriter(type) !== roles.at(-1)

/** Who writes in channels of a type: "moderators and above". */
export const writersOf = (type: ChannelType): string => {
  const least = leastWriter(type)
  if (least === undefined) return 'nobody'
  return least === 'owner' ? 'owners' : `${least}s and above`
}

/** What kind of channel it is, in words. */
export const kindWords = (type: ChannelType): string => {
  const { naming, visibility, joining, purpose } = channelTypes[type]
  if (naming === 'members') return 'For its people alone'
  const whose =
    visibility === 'hidden'
      ? 'Private, by invitation'
      : joining === 'free'
        ? 'Open to everyone'
        : 'Open to see, by invitation'
  const words = isForReading(type) ? `${whose}, written by ${writersOf(type)}` : whose
  return purpose === undefined ? words : `${purpose}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

/** What is said of a channel of a type that is archived. */
export const closedWords = (type: ChannelType): string => (isOverOnceArchived(type) ? 'Over' : 'Archived')

/** Whether what is archived of a type stays so: it is over then. */
export const isOverOnceArchived = (type: ChannelType): boolean =>
  rolesWith(permissions, type, 'unarchive').length === 0
