import * as E from 'fp-ts/lib/Either.js'
import type { IrcFormat } from './by-rules.ts'
import { eggdrop } from './eggdrop.ts'
import { hexchat } from './hexchat.ts'
import { irssi } from './irssi.ts'
import { mirc } from './mirc.ts'
import { energymech, znc } from './starred.ts'
import { supybot } from './supybot.ts'
import { textual } from './textual.ts'
import { ubuntu } from './ubuntu.ts'
import { weechat } from './weechat.ts'

/** All formats that are read. Where two read a file alike, the first of them is taken. */
const formats: ReadonlyArray<IrcFormat> = [
  irssi,
  weechat,
  hexchat,
  textual,
  supybot,
  eggdrop,
  znc,
  energymech,
  mirc,
  ubuntu,
]

/** What formats are called. */
export const formatNames: ReadonlyArray<string> = formats.map(({ name }) => name)

/** The format of this name. */
export const formatNamed = (name: string): IrcFormat | undefined =>
  formats.find((format) => format.name === name)

/** How many lines are looked at. */
const most = 2_000

/** The format in which most of these lines say something. */
export const formatOf = (lines: ReadonlyArray<string>): IrcFormat => {
  const looked = lines.slice(0, most).filter((line) => line.trim() !== '')
  const understood = ({ read }: IrcFormat): number => looked.filter((line) => E.isRight(read(line))).length
  const [found] = formats
    .map((format) => ({ format, count: understood(format) }))
    .toSorted((one, other) => other.count - one.count)
  return found?.format ?? ubuntu
}
