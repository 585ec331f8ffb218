import { derivedId } from '../values/derived-id.ts'
import type { CommandId, UserId } from '../values/ids.ts'

/** The id of an event by who gave its command under which name: what makes nearly every command once. */
export const idByCommand = (
  event: { readonly by: UserId; readonly commandId: CommandId },
  stream: string,
  index: number,
): string => derivedId('event', stream, event.by, event.commandId, index)
