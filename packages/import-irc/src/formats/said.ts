import { Description, MessageText, type Role, TypedUserId, type UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { IrcLine, Rank, ReadLine, Stamp } from '../irc-line.ts'

/** What a line says; left: why it says nothing that can be taken. */
export type Said = E.Either<string, Omit<ReadLine, 'stamp'>>

/** What a line says, at its time. */
export const at =
  (stamp: Stamp | null) =>
  (said: Said): E.Either<string, ReadLine> =>
    E.map((what: Omit<ReadLine, 'stamp'>) => ({ stamp, ...what }))(said)

/** What is understood, and becomes of no channel. */
export const nothing: Said = E.right({ line: null, untaken: null })

/** A nick, which names a person. */
const nickOf = (text: string | undefined): E.Either<string, UserId> =>
  E.mapLeft(() => `"${text}" is no nick`)(TypedUserId.decode(text))

const taken = (line: IrcLine): Said => E.right({ line, untaken: null })

/** Something said or done. */
export const spoken = (
  kind: 'message' | 'action',
  nick: string | undefined,
  text: string | undefined,
): Said => {
  const who = nickOf(nick)
  if (E.isLeft(who)) return who
  const what = MessageText.decode(text)
  if (E.isLeft(what)) return E.left(text?.trim() === '' ? 'nothing is said' : 'the text is no message')
  return taken({ kind, nick: who.right, text: what.right })
}

/** Somebody who comes or goes. */
export const moved = (kind: 'joined' | 'left', nick: string | undefined): Said =>
  E.chain((who: UserId) => taken({ kind, nick: who }))(nickOf(nick))

/** Somebody with another nick. */
export const renamed = (nick: string | undefined, to: string | undefined): Said =>
  E.chain((from: UserId) =>
    E.chain((name: UserId) => taken({ kind: 'renamed', nick: from, to: name }))(nickOf(to)),
  )(nickOf(nick))

/** Somebody who was made to go. */
export const kicked = (nick: string | undefined, by: string | undefined): Said =>
  E.chain((who: UserId) => E.chain((op: UserId) => taken({ kind: 'kicked', nick: who, by: op }))(nickOf(by)))(
    nickOf(nick),
  )

/** What the channel is about. */
export const about = (text: string | undefined): Said => {
  const topic = Description.decode(text?.trim())
  return E.isLeft(topic)
    ? E.left('the topic can be no description')
    : taken({ kind: 'topic', topic: topic.right })
}

/** A role that somebody is given. */
export const ranked = (nick: string | undefined, role: Rank['role']): Said =>
  E.chain((who: UserId) => taken({ kind: 'ranks', ranks: [{ nick: who, role }] }))(nickOf(nick))

// Channel modes that name somebody or something: always, and where they are set.
const naming = 'ovhqabeIk'
const namingWhereSet = 'ljf'
/** What operators are called by here. On some networks `q` is for owners, on others for who may not speak. */
const roleOf: Readonly<Record<string, Exclude<Role, 'owner'>>> = {
  q: 'admin',
  a: 'admin',
  o: 'admin',
  h: 'moderator',
}

/** Modes as IRC writes them, `+o-v` and what they name. Those of operators are roles; all others have no place. */
export const modesOf = (modes: string, named: string): Said => {
  const names = named.split(' ').filter((name) => name !== '')
  const ranks: Rank[] = []
  const untaken: string[] = []
  let sign = '+'
  for (const mode of modes) {
    if (mode === '+' || mode === '-') {
      sign = mode
      continue
    }
    const isNaming = naming.includes(mode) || (namingWhereSet.includes(mode) && sign === '+')
    const name = isNaming ? names.shift() : undefined
    const role = Object.hasOwn(roleOf, mode) ? roleOf[mode] : undefined
    const nick = name === undefined || /[!@*]/.test(name) ? null : nickOf(name)
    if (role === undefined || nick === null || E.isLeft(nick))
      untaken.push([`${sign}${mode}`, name ?? []].flat().join(' '))
    else ranks.push({ nick: nick.right, role: sign === '+' ? role : 'member' })
  }
  const words = untaken.length === 0 ? null : `there is no place for the modes ${untaken.join(', ')}`
  if (ranks.length > 0) return E.right({ line: { kind: 'ranks', ranks }, untaken: words })
  return E.left(words ?? 'says no mode')
}
