import { byRules, type IrcFormat } from './by-rules.ts'
import { saidAloud } from './starred.ts'

const stamp = /^(?:\[(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?\] )?(?<rest>.*)$/
const session =
  /^Session (?:Start|Time|Close): [A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>\d\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) (?<year>\d{4})$/

/**
 * mIRC: sessions that say their dates, and one star (in older versions three) before what happens and what is done. What is
 * said of `You`, who kept the log, names nobody.
 */
export const mirc: IrcFormat = byRules('mirc', {
  stamps: [stamp],
  dates: [session],
  rules: [
    ['nothing', /^Session Ident: /],
    ...saidAloud,
    ['joined', /^\*{1,3} Joins: [@%+~&!]?(?<nick>\S+)(?: \(.*\))?$/],
    ['joined', /^\*{1,3} [@%+~&!]?(?<nick>\S+) \(\S*\) has joined [#&]\S+$/],
    ['left', /^\*{1,3} (?:Parts|Quits): [@%+~&!]?(?<nick>\S+)(?: \(.*\))?$/],
    ['left', /^\*{1,3} [@%+~&!]?(?<nick>\S+) \(\S*\) (?:has left [#&]\S+|Quit)(?: \(.*\))?$/],
    ['left', /^\*{1,3} [@%+~&!]?(?<nick>\S+) has quit IRC(?: \(.*\))?$/],
    ['renamed', /^\*{1,3} [@%+~&!]?(?<nick>\S+) is now known as (?<to>\S+)$/],
    ['kicked', /^\*{1,3} (?!You were)[@%+~&!]?(?<nick>\S+) was kicked by [@%+~&!]?(?<by>\S+)(?: \(.*\))?$/],
    ['topic', /^\*{1,3} \S+ changes topic to '(?<topic>.*)'$/],
    ['modes', /^\*{1,3} \S+ sets mode: (?<modes>[+-]\S+)(?<named>.*)$/],
    [
      'nothing',
      /^\*{1,3} (?:Now talking (?:in|on) |Rejoined channel |Attempting to rejoin |Retrieving |Disconnected)/,
    ],
    ['nothing', /^\*{1,3} (?:Topic is '.*'|Set by \S+ (?:on|at) .*\d{4}.*)$/],
    ['action', /^\* (?!You (?:were|are) )[@%+~&!]?(?<nick>\S+) (?<text>.*)$/],
  ],
})
