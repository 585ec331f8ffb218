import type { ChannelType } from '@parley/domain'

/** What kind of channel it is, in words. */
export const kindWords: Readonly<Record<ChannelType, string>> = {
  standard: 'Open to everyone',
  private: 'Private, by invitation',
  broadcast: 'Open to all, written by moderators and above',
  conversation: 'For the two of you',
}
