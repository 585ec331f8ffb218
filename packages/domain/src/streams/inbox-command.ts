import { channelKey } from '../channel/rows.ts'
import type { RowKey } from '../kit/row.ts'
import { memberKey } from '../membership/rows.ts'
import type { Author } from '../values/author.ts'
import type { ChannelId } from '../values/ids.ts'
import { addsNobody, noResult, presumesNothing, toChannel } from './channel-command.ts'
import { inboxStreams } from './inbox-stream.ts'

/** What holds of every command for its author's inbox. */
export const inInbox = {
  stream: ({ tenantId, by }: Author) => ({ kind: inboxStreams.kind, tenantId, userId: by }),
  entry: () => undefined,
  presumedAbsent: presumesNothing,
  result: noResult,
  adds: addsNobody,
  begins: false,
} as const

/** The rows of the channel that such a command is about: its own, its author's membership, and perhaps more. */
export const inItsChannel = (
  command: Author & { readonly channelId: ChannelId },
  ...more: ReadonlyArray<RowKey>
) => ({
  stream: toChannel(command),
  entry: memberKey(command.by),
  keys: [channelKey, memberKey(command.by), ...more],
})
