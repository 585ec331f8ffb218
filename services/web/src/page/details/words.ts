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
  const { naming, visibility, joining } = channelTypes[type]
  if (naming === 'members') return 'For the two of you'
  const whose =
    visibility === 'hidden'
      ? 'Private, by invitation'
      : joining === 'free'
        ? 'Open to everyone'
        : 'Open to see, by invitation'
  return isForReading(type) ? `${whose}, written by ${writersOf(type)}` : whose
}
