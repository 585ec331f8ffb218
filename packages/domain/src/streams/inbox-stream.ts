import { streamKind, streamName } from '../kit/stream-kind.ts'
import { type TenantId, UserId } from '../values/ids.ts'

/** The stream of what is one person's alone. */
export const inboxStreams = streamKind({
  kind: 'inbox',
  id: 'userId',
  codec: UserId,
  pinned: undefined,
  beginsWith: undefined,
})

/** The name of a person's inbox: `inbox-<tenant>.<userId>`. */
export const inboxStream = (tenantId: TenantId, userId: UserId): string =>
  streamName(inboxStreams, { tenantId, userId })
