import type { ChannelView } from '@parley/contract'

/** What a channel is one of, and what it is attached to, by the names that the customer has for it. */
export const Relations = ({ channel }: { readonly channel: ChannelView }) => {
  const { companyId, communityId, attachedTo } = channel
  const related = [
    ['Company', companyId],
    ['Community', communityId],
    ['Post', attachedTo?.postId],
    ['Video stream', attachedTo?.videoStreamId],
    ['Room', attachedTo?.roomId],
  ] as const
  return related.map(([what, id]) =>
    id === undefined || id === null ? null : (
      <p key={what} className="kind">
        {what} <bdi>{id}</bdi>
      </p>
    ),
  )
}
