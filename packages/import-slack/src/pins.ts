import { timestampOf } from '@parley/domain'
import type { Step } from '@parley/import-kit'
import { type Context, stepOf, tell } from './context.ts'
import type { Messages } from './messages.ts'

/** The pins that a channel is listed with. Its keeper pins them: who did may be a member, who may not here. */
export function* pinsOf(context: Context, messages: Messages): Generator<Step, void> {
  const { channel, room } = context
  for (const { type, id, created } of channel.pins ?? []) {
    const message = type === 'C' && id !== undefined ? messages.of(id) : undefined
    if (message === undefined)
      tell(context, channel, `${id ?? 'something'} that is pinned is no message here`)
    else {
      const at = timestampOf(new Date(Math.floor((created ?? Number(id)) * 1_000)))
      const facts = room.facts(room.keeper, at, `${id}:pin`)
      yield stepOf(channel, { type: 'PinMessage', ...facts, messageId: message.messageId })
    }
  }
}
