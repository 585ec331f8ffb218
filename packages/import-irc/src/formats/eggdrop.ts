import { byRules, type IrcFormat } from './by-rules.ts'
import { saidAloud } from './starred.ts'

const stamp = /^\[(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?\] (?<rest>.*)$/
const midnight =
  /^\[\d\d:\d\d(?::\d\d)?\] --- [A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) +(?<day>\d{1,2}) (?:\d\d:\d\d:\d\d )?(?<year>\d{4})$/

/** Eggdrop: sentences about what happens, and a line at midnight that says the date. */
export const eggdrop: IrcFormat = byRules('eggdrop', {
  stamps: [stamp],
  dates: [midnight],
  rules: [
    ...saidAloud,
    ['message', /^-(?<nick>[^\s:-][^\s:]*):[#&]\S+- (?<text>.*)$/],
    ['action', /^Action: (?<nick>\S+) (?<text>.*)$/],
    ['joined', /^(?<nick>\S+) \(\S*\) joined [#&]\S+?\.?$/],
    ['joined', /^(?<nick>\S+) \(\S*\) returned to [#&]\S+?\.?$/],
    ['left', /^(?<nick>\S+) \(\S*\) left (?:[#&]\S+?(?: \(.*\))?\.?|irc(?:: .*)?)$/],
    ['left', /^(?<nick>\S+) \(\S*\) got (?:lost in the net-split|netsplit)\.?$/],
    ['renamed', /^Nick change: (?<nick>\S+) -> (?<to>\S+)$/],
    ['kicked', /^(?<nick>\S+) kicked from [#&]\S+ by (?<by>[^\s!:]+)(?:!\S+?)?: .*$/],
    ['topic', /^Topic changed on [#&]\S+ by \S+: (?<topic>.*)$/],
    ['modes', /^[#&]\S+: mode change '(?<modes>[+-][^\s']*)(?<named>[^']*)' by \S+$/],
  ],
})
