import { byRules, type IrcFormat } from './by-rules.ts'

const stamp =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[ T](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:\.\d+)?(?<zone>Z|[+-]\d\d:?\d\d)?\t(?<rest>.*)$/

/** WeeChat: time, who or what, and the text, with tabs between. */
export const weechat: IrcFormat = byRules('weechat', {
  stamps: [stamp],
  rules: [
    ['joined', /^-->\t[@%+~&!]?(?<nick>\S+) .*has joined [#&]\S+$/],
    ['kicked', /^<--\t[@%+~&!]?(?<by>\S+) has kicked (?<nick>\S+)(?: \(.*\))?$/],
    ['left', /^<--\t[@%+~&!]?(?<nick>\S+) .*?has (?:left [#&]\S+|quit)(?: \(.*\))?$/],
    ['renamed', /^--\t[@%+~&!]?(?<nick>\S+) is now known as (?<to>\S+)$/],
    ['topic', /^--\t\S+ has changed topic for [#&]\S+ (?:from ".*" )?to "(?<topic>.*)"$/],
    ['topic', /^--\t\S+ has unset topic for [#&]\S+(?<topic>)(?: \(old topic: .*\))?$/],
    ['modes', /^--\tMode [#&]\S+ \[(?<modes>[+-][^\s\]]*)(?<named>.*)\] by .+$/],
    ['message', /^--\tNotice\((?<nick>[^)]+)\)(?: -> \S+)?: (?<text>.*)$/],
    ['nothing', /^--\t(?:Topic for [#&]|Topic set by |Channel [#&]|Mode [#&]\S+ \[\]|Nicks [#&]|URL for )/],
    ['nothing', /^--\t(?:irc: disconnected|You are now known as |Channel created on )/],
    ['action', /^ \*\t[@%+~&!]?(?<nick>\S+) (?<text>.*)$/],
    ['message', /^[@%+~&!]?(?<nick>[^\s@%+~&!<=>-]\S*)\t(?<text>.*)$/],
  ],
})
