import * as t from 'io-ts'
import { type RowKind, rowKind } from '../kit/row.ts'
import { isShownName } from '../text/shown-name.ts'
import { tidyName, typed } from '../text/typed.ts'
import type { UserId } from '../values/ids.ts'

/** The most characters (UTF-16 units) of a nickname. */
export const maxNicknameLength = 64

interface NicknameBrand {
  readonly Nickname: unique symbol
}
/** What a member is called in one channel: 1 to 64 characters, not blank, none a control character. */
export const Nickname = t.brand(
  t.string,
  (s): s is t.Branded<string, NicknameBrand> => isShownName(s, maxNicknameLength),
  'Nickname',
)
export type Nickname = t.TypeOf<typeof Nickname>
/** The same as people type it: see NAME-10, NAME-11. */
export const TypedNickname = typed(Nickname, tidyName)

/** What a member who has a nickname is called. */
export interface NicknameRow {
  readonly kind: 'nickname'
  readonly nickname: Nickname
}

export const nicknameRows: RowKind<NicknameRow, [userId: UserId]> = rowKind('channel', 'nickname', 1)

/** The key of a person's nickname. */
export const nicknameKey = (userId: UserId) => nicknameRows.key(userId)
