import * as E from 'fp-ts/lib/Either.js'
import type { DescribeChannel } from '../../commands/describe-channel.ts'
import { type Decision, factsOf, makes, nothing } from '../decision.ts'
import { enterToManage } from '../entry.ts'
import { sameText } from '../../text/as-seen.ts'
import { isDone } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** CH-9: an admin or owner says anew what the channel is about. */
export const describeChannel = (command: DescribeChannel, rows: ChannelRows): Decision => {
  if (isDone(rows, command)) return nothing
  const entry = enterToManage(rows, command.by, 'admin')
  if (E.isLeft(entry)) return entry
  if (sameText(entry.right.channel.description, command.description)) return nothing
  return makes({ type: 'ChannelDescribed', ...factsOf(command), description: command.description })
}
