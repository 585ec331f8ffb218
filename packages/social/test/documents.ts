const createdAt = '2024-05-01T08:00:00Z'

const message = (n: number, more: Readonly<Record<string, unknown>>) => ({
  messageId: `internal-${n}`,
  publicId: `m${n}`,
  channelId: 'internal-tea',
  channelPublicId: 'tea',
  messageFeedId: 'feed-1',
  parentId: null,
  creatorId: 'internal-ada',
  creatorPublicId: 'ada',
  dataType: 'text',
  segment: n,
  createdAt: `2024-05-01T08:0${n}:00+00:00`,
  ...more,
})
const member = (userPublicId: string, more: Readonly<Record<string, unknown>>) => ({
  userId: `internal-${userPublicId}`,
  userPublicId,
  channelId: 'internal-tea',
  channelPublicId: 'tea',
  membership: 'member',
  createdAt,
  ...more,
})
const channel = (channelPublicId: string, type: string, more: Readonly<Record<string, unknown>> = {}) => ({
  channelId: `internal-${channelPublicId}`,
  channelPublicId,
  type,
  displayName: channelPublicId,
  createdAt,
  ...more,
})

/** Documents of another system's, of our own making, with what they may have. */
export const documents: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  channel: [
    channel('tea', 'standard', {
      tags: ['hot', ' '],
      metadata: { cups: 2 },
      isPublic: false,
      muteTimeout: '2124-05-01T08:00:00Z',
      rateLimit: 5,
      rateLimitWindow: 2_500,
      notificationMode: 'silent',
      memberCount: 7,
      messageCount: 3,
    }),
    channel('old', 'standard', { isDeleted: true }),
    channel('fans', 'guild', { notificationMode: 'loud', rateLimit: 5 }),
    { channelId: 'broken' },
  ],
  channelUser: [
    member('ada', { roles: ['channel-owner', 'channel-king'], readToSegment: 3 }),
    member('ada', { roles: ['channel-moderator'], readToSegment: 4 }),
    member('bo', { createdAt: '2024-05-01T08:02:30Z', muteTimeout: '2024-05-02T08:00:00Z' }),
    member('cy', { membership: 'banned', roles: ['channel-moderator'], updatedAt: '2024-05-01T08:00:30Z' }),
    member('old', { channelPublicId: 'old' }),
  ],
  messageFeed: [
    { messageFeedId: 'feed-1', channelId: 'x', channelPublicId: 'tea', name: 'All', createdAt },
    {
      messageFeedId: 'feed-2',
      channelId: 'x',
      channelPublicId: 'tea',
      name: 'Side',
      createdAt: '2024-05-01T08:01:00Z',
    },
  ],
  message: [
    message(4, {
      metadata: { mood: 'calm' },
      tags: ['now'],
      mentionedUsers: [{ type: 'user', userIds: ['ada'] }, { type: 'channel' }, { type: 'world' }],
      data: { text: 'two minutes', colour: 'red' },
      parentId: 'm1',
      childCount: 0,
      creatorPublicId: 'bo',
    }),
    message(1, { data: { text: 'how long?' }, childCount: 1, reactionCount: 1, editedAt: createdAt }),
    message(2, { isDeleted: true, data: null }),
    message(5, { data: { fileId: 'f1' }, dataType: 'image' }),
    message(6, { data: { text: 'deeper' }, parentId: 'internal-4' }),
    message(7, { data: { text: 'lost' }, parentId: 'm99', segment: 6 }),
    message(8, { data: { text: 'beside' }, messageFeedId: 'feed-2', segment: 1 }),
    message(3, { data: {}, messageFeedId: 'feed-2', segment: 2 }),
    message(9, { data: { text: 'where' }, channelPublicId: 'nowhere' }),
  ],
  reaction: [
    { reactionName: 'tea', userId: 'bo', referenceId: 'm1', referenceType: 'message', createdAt },
    { reactionName: 'tea', userId: 'bo', referenceId: 'm1', referenceType: 'message', createdAt },
    { reactionName: 'tea', userId: 'bo', referenceId: 'm2', referenceType: 'message', createdAt },
    { reactionName: 'tea', userId: 'bo', referenceId: 'p1', referenceType: 'post', createdAt },
  ],
}
