import * as E from 'fp-ts/lib/Either.js'
import type { IrcFormat } from './by-rules.ts'
import { about, at, kicked, modesOf, moved, renamed, type Said, spoken } from './said.ts'
import { stampOf } from './stamp.ts'

// Formatting codes that were lost left spaces within some nicks and behind others: they stay within, and go behind.
const message = /^\[(?<hour>\d\d):(?<minute>\d\d)\] <(?<nick>[^>]+)> ?(?<text>.*)$/
const timedAction = /^\[(?<hour>\d\d):(?<minute>\d\d)\] {2}\* (?<nick>\S+) ?(?<text>.*)$/
const joined = /^=== (\S+|.+?(?= +\[))(?: +\[.*\])? +has joined [#&]\S+\s*$/
const left = /^=== (\S+|.+?(?= +\[))(?: +\[.*\])? +has left [#&]\S+(?: \[.*\])?\s*$/
const nick = /^=== (\S+) is now known as (\S+|(?=.*\]).+?)\s*$/
const kick = /^=== (\S+) was kicked off [#&]\S+ by (\S+)(?: .*)?$/
const mode = /^=== mode\/[#&]\S+ \[([+-][^\s\]]*)(.*)\] +by .*$/
const topic = /^=== \.\.\[topic\/[#&]\S+:\S+\] : (.*)$/
const action = /^=== (\S+) (.*)$/

const saidIn = (line: string): Said => {
  const [, joiner] = joined.exec(line) ?? []
  if (joiner !== undefined) return moved('joined', joiner)
  const [, leaver] = left.exec(line) ?? []
  if (leaver !== undefined) return moved('left', leaver)
  const [, from, to] = nick.exec(line) ?? []
  if (from !== undefined) return renamed(from, to)
  const [, gone, by] = kick.exec(line) ?? []
  if (gone !== undefined) return kicked(gone, by)
  const [, modes, named = ''] = mode.exec(line) ?? []
  if (modes !== undefined) return modesOf(modes, named)
  const [, subject] = topic.exec(line) ?? []
  if (subject !== undefined) return about(subject)
  const [, older, text] = action.exec(line) ?? []
  if (older !== undefined) return spoken('action', older, text)
  return E.left('neither something said or done, nor somebody who comes, goes or changes name')
}

/**
 * Logs as Ubuntu publishes its channels': `[HH:MM] <nick> text`, `[HH:MM]  * nick action`, `=== nick [host] has joined
 * #channel`, `… has left #channel [reason]`, `… was kicked off #channel by other (reason)`, `=== nick is now known as other`,
 * `=== mode/#channel [+o nick] by other`, `=== ..[topic/#channel:nick] : text`, or, as older logs write an action,
 * `=== nick text`.
 */
export const ubuntu: IrcFormat = {
  name: 'ubuntu',
  read: (line) => {
    for (const [kind, expression] of [
      ['message', message],
      ['action', timedAction],
    ] as const) {
      const groups = expression.exec(line)?.groups
      if (groups === undefined) continue
      const stamp = stampOf(groups)
      return stamp === null
        ? E.left('its time is none')
        : at(stamp)(spoken(kind, groups['nick'], groups['text']))
    }
    return at(null)(saidIn(line))
  },
}
