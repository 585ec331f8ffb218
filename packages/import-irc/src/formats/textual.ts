import { byRules, type IrcFormat } from './by-rules.ts'

const stamp =
  /^\[(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<zone>Z|[+-]\d\d:?\d\d)\] (?<rest>.*)$/

/** Textual: each line with its date, time and offset, and whole sentences about what happens. */
export const textual: IrcFormat = byRules('textual', {
  stamps: [stamp],
  rules: [
    ['message', /^<[@%+~&!]?(?<nick>[^>]+)> ?(?<text>.*)$/],
    ['message', /^-(?<nick>[^\s-]\S*)- (?<text>.*)$/],
    ['action', /^\u2022 [@%+~&!]?(?<nick>\S+?): (?<text>.*)$/],
    ['joined', /^(?<nick>\S+) \(\S*\) joined the channel$/],
    ['left', /^(?<nick>\S+) \(\S*\) left (?:the channel|IRC)(?: \(.*\))?$/],
    ['renamed', /^(?<nick>\S+) is now known as (?<to>\S+)$/],
    ['kicked', /^(?<by>\S+) kicked (?<nick>\S+) from the channel(?: \(.*\))?$/],
    ['topic', /^\S+ changed the topic to (?<topic>.*)$/],
    ['modes', /^\S+ sets mode (?<modes>[+-]\S+)(?<named>.*)$/],
    ['nothing', /^(?: $|-{5,} |Disconnected|Mode is |Topic is |Set by |You're now known as )/],
  ],
})
