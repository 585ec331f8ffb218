import { byRules, type IrcFormat } from './by-rules.ts'

const stamp =
  /^(?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) (?<rest>.*)$/
const logging =
  /^\*{4} (?:BEGIN|ENDING) LOGGING AT [A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) (?<year>\d{4})$/

/** HexChat and XChat: months and days without a year, which stands where logging began. */
export const hexchat: IrcFormat = byRules('hexchat', {
  stamps: [stamp],
  dates: [logging],
  rules: [
    ['message', /^<[@%+~&!]?(?<nick>[^>]+)>\s?(?<text>.*)$/],
    ['message', /^-(?<nick>[^\s/-][^\s/]*)(?:\/[#&]\S+)?-\s(?<text>.*)$/],
    ['joined', /^(?:\*|-->)\s(?<nick>\S+) \(.*\) has joined(?: [#&]\S+)?$/],
    ['left', /^(?:\*|<--)\s(?<nick>\S+) \(\S*\) has left(?: [#&]\S+)?(?: \(.*\))?$/],
    ['left', /^(?:\*|<--)\s(?<nick>\S+) (?:\(\S*\) )?has quit(?: \(.*\))?$/],
    ['renamed', /^(?:\*|---)\s(?<nick>\S+) is now known as (?<to>\S+)$/],
    ['kicked', /^(?:\*|<--)\s(?<by>\S+) has kicked (?<nick>\S+) from [#&]\S+(?: \(.*\))?$/],
    ['topic', /^(?:\*|---)\s\S+ has changed the topic to: (?<topic>.*)$/],
    ['admin', /^(?:\*|---)\s\S+ gives channel operator status to (?<to>\S+)$/],
    ['moderator', /^(?:\*|---)\s\S+ gives channel half-operator status to (?<to>\S+)$/],
    ['member', /^(?:\*|---)\s\S+ removes channel (?:half-)?operator status from (?<to>\S+)$/],
    ['modes', /^(?:\*|---)\s\S+ sets modes? (?<modes>[+-][^\s[\]]+)(?<named>.*)$/],
    [
      'nothing',
      /^(?:\*|---|-->)\s(?:Now talking on |You are now talking on |You are now known as |Disconnected)/,
    ],
    ['nothing', /^(?:\*|---)\s(?:Topic for [#&]|\S+ (?:gives voice to|removes voice from) )/],
    ['action', /^\*\s(?<nick>\S+) (?<text>.*)$/],
  ],
})
