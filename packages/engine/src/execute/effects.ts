import type { WireCommand } from '@parley/contract'
import { commandDefinitionOf, type UserId } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'

/** What a command would do, as far as it is weighed before it is decided. */
export interface Effects {
  /** Whom it puts into a channel or a conversation, without asking them. */
  readonly puts: ReadonlyArray<UserId>
  /** Whether it begins a channel or a conversation. */
  readonly begins: boolean
  /** Whether it begins a channel of a type that servers alone begin, for somebody. */
  readonly forServers: boolean
  readonly type: WireCommand['type']
}

/** What a command would do, by its definition. */
export const effectsOf = (command: WireCommand): Effects => {
  const { adds, begins } = commandDefinitionOf(command)
  const puts = adds(command)
  const forServers = 'channelType' in command && channelTypes[command.channelType].begunBy === 'servers'
  return { puts, begins, forServers, type: command.type }
}
