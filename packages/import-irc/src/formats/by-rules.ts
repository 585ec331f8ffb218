import * as E from 'fp-ts/lib/Either.js'
import type { ReadLine } from '../irc-line.ts'
import { about, at, kicked, modesOf, moved, nothing, ranked, renamed, type Said, spoken } from './said.ts'
import { stampOf } from './stamp.ts'

/** How a program writes its logs. */
export interface IrcFormat {
  readonly name: string
  /** Reads a line; left: why it is none of this format, or nothing that can be taken. */
  readonly read: (line: string) => E.Either<string, ReadLine>
}

/**
 * What a line says, and the expression that finds it. Its groups: `nick`, `text`; `to` for a new nick or who is given a
 * role; `by` for who kicks; `topic`; `modes` and what they name, `named`. `nothing` is what becomes of no channel.
 */
export type Rule = readonly [
  kind:
    | 'message'
    | 'action'
    | 'joined'
    | 'left'
    | 'renamed'
    | 'kicked'
    | 'topic'
    | 'modes'
    | 'admin'
    | 'moderator'
    | 'member'
    | 'nothing',
  RegExp,
]

/**
 * A format by its expressions. `stamps`: how a line with a time may begin, and its `rest`. `dates`: whole lines that say the
 * date of what follows. `rules`: what the rest may be, of which the first counts. For the groups of times see `stampOf`.
 */
export const byRules = (
  name: string,
  {
    stamps,
    dates = [],
    rules,
  }: {
    readonly stamps: ReadonlyArray<RegExp>
    readonly dates?: ReadonlyArray<RegExp>
    readonly rules: ReadonlyArray<Rule>
  },
): IrcFormat => ({
  name,
  read: (text) => {
    if (text.trim() === '') return at(null)(nothing)
    for (const date of dates) {
      const said = date.exec(text)?.groups
      if (said === undefined) continue
      const when = stampOf(said)
      return when === null ? E.left('its date is none') : at(when)(nothing)
    }
    const begun = stamps.map((stamp) => stamp.exec(text)?.groups).find((groups) => groups !== undefined)
    if (begun === undefined) return E.left(`does not begin as lines of ${name} do`)
    const when = stampOf(begun)
    if (when === null) return E.left('its time is none')
    for (const [kind, expression] of rules) {
      const found = expression.exec(begun['rest'] ?? '')
      if (found !== null) return at(when)(says(kind, found.groups ?? {}))
    }
    return E.left('is nothing that lines of this format say')
  },
})

const says = (kind: Rule[0], groups: Readonly<Record<string, string | undefined>>): Said => {
  const { nick, to, by, text, topic, modes = '', named = '' } = groups
  switch (kind) {
    case 'message':
    case 'action':
      return spoken(kind, nick, text)
    case 'joined':
    case 'left':
      return moved(kind, nick)
    case 'renamed':
      return renamed(nick, to)
    case 'kicked':
      return kicked(nick, by)
    case 'topic':
      return about(topic)
    case 'modes':
      return modesOf(modes, named)
    case 'admin':
    case 'moderator':
    case 'member':
      return ranked(to, kind)
    case 'nothing':
      return nothing
    default:
      return kind satisfies never
  }
}
