import { byRules, type IrcFormat } from './by-rules.ts'
import { saidAloud } from './starred.ts'

const stamp =
  /^\[?(?:(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T)(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<zone>Z|[+-]\d\d:?\d\d)?\]? {2}(?<rest>.*)$/

const older =
  /^\[(?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<year>\d{4}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)\] {2}(?<rest>.*)$/

/** Supybot and its heirs: a date and time, two blanks, and three stars before what happens. */
export const supybot: IrcFormat = byRules('supybot', {
  stamps: [stamp, older],
  rules: [
    ...saidAloud,
    ['joined', /^\*\*\* (?<nick>\S+) <\S*> has joined [#&]\S+$/],
    ['left', /^\*\*\* (?<nick>\S+) (?:<\S*> )?has (?:left [#&]\S+|quit IRC)(?: \(.*\))?$/],
    ['renamed', /^\*\*\* (?<nick>\S+) is now known as (?<to>\S+)$/],
    ['kicked', /^\*\*\* (?<nick>\S+) was kicked by (?<by>\S+)(?: \(.*\))?$/],
    ['topic', /^\*\*\* \S+ changes topic to "(?<topic>.*)"$/],
    ['modes', /^\*\*\* \S+ sets mode: (?<modes>[+-]\S+)(?<named>.*)$/],
    ['nothing', /^\*\*\* \S+ <\S*> invited \S+ to [#&]\S+$/],
    ['action', /^\* (?<nick>\S+) (?<text>.*)$/],
  ],
})
