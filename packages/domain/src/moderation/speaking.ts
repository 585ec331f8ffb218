import * as E from 'fp-ts/lib/Either.js'
import { enter, type Entered } from '../channel/entry.ts'
import { rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import type { Refusal } from '../permissions/refusal.ts'
import type { Action } from '../permissions/tables.ts'
import type { ChannelFacts } from '../streams/channel-stream.ts'
import type { UserId } from '../values/ids.ts'
import { isExempt } from './exempt.ts'
import { channelMuteKey, channelMuteOf, muteKey, muteOf } from './mute-rows.ts'
import type { ModerationRejection } from './rejections.ts'

/** What `enterToSpeak` looks at beside what `enter` does. */
export const readsOfSpeaking = (by: UserId): ReadonlyArray<RowKey> => [channelMuteKey, muteKey(by)]

type Speaking = Pick<ChannelFacts, 'by' | 'channelId' | 'at'>

/**
 * As `enter`, for what people say: sending, replying, editing and reacting. Rejects with Muted and ChannelIsMuted too
 * (MUTE-2, MUTE-3).
 */
export const enterToSpeak = (
  rows: Rows,
  command: Speaking,
  action: Action,
): E.Either<Refusal | ModerationRejection, Entered> => {
  const entry = enter(rows, command, action)
  if (E.isLeft(entry)) return entry
  const mute = muteOf(rows, command.by, command.at)
  if (mute !== undefined) return rejects<ModerationRejection>({ _tag: 'Muted', until: mute.until })
  const ofAll = channelMuteOf(rows, command.at)
  if (ofAll === undefined || isExempt(entry.right, command, 'mute')) return entry
  return rejects<ModerationRejection>({ _tag: 'ChannelIsMuted', until: ofAll.until })
}
