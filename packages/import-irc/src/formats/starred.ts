import { byRules, type IrcFormat, type Rule } from './by-rules.ts'

/** Signs of rank before a nick; no nick begins with one. */
const sign = '[@%+~&!]?'

/** `<nick> text` and a notice, `-nick- text`. */
export const saidAloud: ReadonlyArray<Rule> = [
  ['message', new RegExp(`^<${sign}(?<nick>[^>]+)> ?(?<text>.*)$`)],
  ['message', /^-(?<nick>[^\s-]\S*)- (?<text>.*)$/],
]

const stamp = /^\[(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)\] (?<rest>.*)$/

/** What happens stands behind three stars; `*` alone is something done. */
const rules: ReadonlyArray<Rule> = [
  ...saidAloud,
  ['joined', /^\*\*\* Joins: (?<nick>\S+)(?: \(.*\))?$/],
  ['left', /^\*\*\* (?:Parts|Quits): (?<nick>\S+)(?: \(.*\))?$/],
  ['renamed', /^\*\*\* (?<nick>\S+) is now known as (?<to>\S+)$/],
  ['kicked', /^\*\*\* (?<nick>\S+) was kicked by (?<by>\S+)(?: \(.*\))?$/],
  ['topic', /^\*\*\* \S+ changes topic to '(?<topic>.*)'$/],
  ['modes', /^\*\*\* \S+ sets mode: (?<modes>[+-]\S+)(?<named>.*)$/],
  ['nothing', /^\*\*\* (?:Connected to|Disconnected from) IRC/],
  ['action', /^\* (?<nick>\S+) (?<text>.*)$/],
]

/** What ZNC's module `log` writes, a file for each day. */
export const znc: IrcFormat = byRules('znc', { stamps: [stamp], rules })

/** What EnergyMech writes, which is the same. */
export const energymech: IrcFormat = byRules('energymech', { stamps: [stamp], rules })
