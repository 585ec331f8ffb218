import { byRules, type IrcFormat } from './by-rules.ts'

const stamp =
  /^(?:(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[ T])?(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))? (?<rest>.*)$/
const opened =
  /^--- Log (?:opened|closed) [A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>\d\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) (?<year>\d{4})$/
const dayChanged = /^--- Day changed [A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>\d\d) (?<year>\d{4})$/

/** irssi: `-!-` before what happens, and lines that say that the log was opened and the day has changed. */
export const irssi: IrcFormat = byRules('irssi', {
  stamps: [stamp],
  dates: [opened, dayChanged],
  rules: [
    ['message', /^<[ @%+~&!]?(?<nick>[^>]+)> ?(?<text>.*)$/],
    ['message', /^-(?<nick>[^\s:-][^\s:]*):[#&]\S+- (?<text>.*)$/],
    ['joined', /^-!- (?<nick>\S+) \[.*\] has joined [#&]\S+\s*$/],
    ['left', /^-!- (?<nick>\S+) \[.*\] has (?:left [#&]\S+|quit)(?: \[.*\])?\s*$/],
    ['renamed', /^-!- (?<nick>\S+) is now known as (?<to>\S+)$/],
    ['kicked', /^-!- (?<nick>\S+) was kicked from [#&]\S+ by (?<by>\S+)(?: \[.*\])?$/],
    ['topic', /^-!- \S+ changed the topic of [#&]\S+ to: (?<topic>.*)$/],
    ['topic', /^-!- Topic unset by \S+ on [#&]\S+(?<topic>)$/],
    ['modes', /^-!- (?:Server[Mm]ode|mode)\/[#&]\S+ \[(?<modes>[+-][^\s\]]*)(?<named>.*)\] by .+$/],
    ['nothing', /^-!- (?:Irssi: |Topic for [#&]|Topic set by |Home page for |You're now known as )/],
    ['action', /^ \* (?<nick>\S+) (?<text>.*)$/],
  ],
})
