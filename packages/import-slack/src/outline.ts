import type { Timestamp, UserId } from '@parley/domain'
import type { SlackChannel } from './channel-list.ts'
import type { SlackEntry } from './context.ts'
import { kindOf } from './kinds.ts'
import { timeOf } from './room.ts'
import type { SlackSaid } from './slack-message.ts'

/** What is to be known of a channel before its first message is taken. */
export interface Outline {
  readonly began: Timestamp
  readonly ended: Timestamp
  /** The `ts` of its last message, by which what is done at the end is named. */
  readonly last: string
  /** What it was called first. */
  readonly name: string
  /** Whether its messages say what it is about. */
  readonly describes: boolean
  /** Whose joining is among its messages. */
  readonly joined: ReadonlySet<UserId>
}

/** Looks a channel through. */
export const outlineOf = (
  channel: SlackChannel,
  entries: ReadonlyArray<SlackEntry>,
  senderOf: (said: SlackSaid) => UserId,
): Outline => {
  const { created, name, id } = channel
  const joined = new Set<UserId>()
  let describes = false
  let first: string | undefined
  for (const { message } of entries) {
    const kind = kindOf(message)
    if (kind === 'joins') joined.add(senderOf(message))
    if (kind === 'describes') describes = true
    if (kind === 'renames') first ??= message.old_name
  }
  const last = entries.at(-1)?.message.ts
  return {
    began: timeOf(created ?? entries[0]?.message.ts ?? 0),
    ended: timeOf(last ?? created ?? 0),
    last: last ?? 'end',
    name: first ?? name ?? id,
    describes,
    joined,
  }
}
