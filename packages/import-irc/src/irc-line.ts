import { MessageText, TypedUserId, type UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'

/** What one line of a log says. Only what was said or done carries a time of its own, `HH:MM`. */
export type IrcLine =
  | { readonly kind: 'message'; readonly nick: UserId; readonly text: MessageText; readonly time: string }
  | {
      readonly kind: 'action'
      readonly nick: UserId
      readonly text: MessageText
      readonly time: string | null
    }
  | { readonly kind: 'joined'; readonly nick: UserId }
  | { readonly kind: 'left'; readonly nick: UserId }
  | { readonly kind: 'renamed'; readonly nick: UserId; readonly to: UserId }

// Formatting codes that were lost left spaces within some nicks and behind others: they stay within, and go behind.
const message = /^\[(\d\d:\d\d)\] <([^>]+)> ?(.*)$/
const timedAction = /^\[(\d\d:\d\d)\] {2}\* (\S+) ?(.*)$/
const joined = /^=== (\S+|.+?(?= +\[))(?: +\[.*\])? +has joined [#&]\S+\s*$/
const left = /^=== (\S+|.+?(?= +\[))(?: +\[.*\])? +has left [#&]\S+(?: \[.*\])?\s*$/
const renamed = /^=== (\S+) is now known as (\S+|(?=.*\]).+?)\s*$/
const action = /^=== (\S+) (.*)$/

/**
 * Reads a line of an IRC log in the form `[HH:MM] <nick> text`, `[HH:MM]  * nick action`, `=== nick [host] has
 * joined #channel`, `… has left #channel [reason]`, `=== nick is now known as other`, or, as older logs write an
 * action, `=== nick text`. Anything else is said to be odd, and why.
 */
export const readLine = (line: string): E.Either<string, IrcLine> => {
  const [, saidAt, speaker, said] = message.exec(line) ?? []
  if (saidAt !== undefined) return spoken('message', speaker, said, saidAt)
  const [, doneAt, actor, done] = timedAction.exec(line) ?? []
  if (doneAt !== undefined) return spoken('action', actor, done, doneAt)
  const [, joiner] = joined.exec(line) ?? []
  if (joiner !== undefined)
    return E.map((nick: UserId): IrcLine => ({ kind: 'joined', nick }))(nickOf(joiner))
  const [, leaver] = left.exec(line) ?? []
  if (leaver !== undefined) return E.map((nick: UserId): IrcLine => ({ kind: 'left', nick }))(nickOf(leaver))
  const [, from, to] = renamed.exec(line) ?? []
  if (from !== undefined) return change(nickOf(from), nickOf(to))
  const [, older, text] = action.exec(line) ?? []
  if (older !== undefined) return spoken('action', older, text, null)
  return E.left('neither something said or done, nor somebody who comes, goes or changes name')
}

const nickOf = (text: string | undefined): E.Either<string, UserId> =>
  E.mapLeft(() => `"${text}" is no nick`)(TypedUserId.decode(text))

const change = (from: E.Either<string, UserId>, to: E.Either<string, UserId>): E.Either<string, IrcLine> => {
  if (E.isLeft(from)) return from
  return E.map((name: UserId): IrcLine => ({ kind: 'renamed', nick: from.right, to: name }))(to)
}

const spoken = (
  kind: 'message' | 'action',
  nick: string | undefined,
  text: string | undefined,
  time: string | null,
): E.Either<string, IrcLine> => {
  const who = nickOf(nick)
  if (E.isLeft(who)) return who
  const what = MessageText.decode(text)
  if (E.isLeft(what)) return E.left(text?.trim() === '' ? 'nothing is said' : 'the text is no message')
  const line = { nick: who.right, text: what.right }
  return E.right(time === null ? { kind: 'action', ...line, time } : { kind, ...line, time })
}
