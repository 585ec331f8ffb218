import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import type { NicknameSet } from './events.ts'
import { nicknameKey, TypedNickname } from './nickname.ts'

/** MEM-30, MEM-31: a member says what to be called in a channel, for all there to see. */
export const SetNickname = channelCommand(
  'SetNickname',
  { nickname: t.union([TypedNickname, t.null]) },
  {
    reads: (command) => [...readsOfCommand(command), nicknameKey(command.by)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'nickname')
      if (E.isLeft(entry)) return entry
      const { by: userId, nickname } = command
      if ((rowAt(rows, nicknameKey(userId))?.nickname ?? null) === nickname) return nothing
      return makes<NicknameSet>({ type: 'NicknameSet', ...factsOf(command), userId, nickname })
    },
    adds: addsNobody,
  },
)
export type SetNickname = CommandOf<typeof SetNickname>
