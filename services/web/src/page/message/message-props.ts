import type { ShownMessage } from '@parley/client'
import type { ChannelType, Role } from '@parley/domain'

/** A message as a pane shows it, and what the reader is where it stands. */
export interface MessageProps {
  readonly message: ShownMessage
  readonly role: Role
  readonly channelType: ChannelType
  readonly archived: boolean
  readonly continued: boolean
  /** The one that Tab comes to; the others are reached by the arrow keys. */
  readonly isLast: boolean
  /** Shown in its thread's pane: there is nothing to open. */
  readonly inThread?: boolean
}
