import { CommandId, messageFacts, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'

/**
 * What brought changes about: the type of what happened, which may be one that its reader does not know, and when.
 * By whom, and under which name for the command; and where it is about a message that was there before, which one.
 */
export const Cause = t.exact(
  t.intersection([
    t.type({ type: t.string, at: Timestamp }),
    t.partial({ by: UserId, commandId: CommandId, message: t.strict(messageFacts, 'MessageFacts') }),
  ]),
  'Cause',
)
export type Cause = t.TypeOf<typeof Cause>

/** The type of a cause of which its reader may know nothing more than when it was. No event is called so. */
export const withheld = 'Withheld'
