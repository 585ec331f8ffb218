import {
  type Action,
  actions,
  channelTypes,
  type ChannelType,
  permissions,
  type Role,
  roles,
  rolesWith,
} from '@parley/domain/permissions'
import { type Allowance, allowances } from '../../src/execute/guests.ts'
import { beginnings, ways } from './asked.ts'

export const typeNames = Object.keys(channelTypes) as Array<ChannelType>

/** The roles that there are in channels of a type: where it is called by its members, both are members. */
export const rolesIn = (type: ChannelType): ReadonlyArray<Role> =>
  channelTypes[type].naming === 'members' ? ['member'] : roles

const whoMay = (action: Action, type: ChannelType): string => {
  const found = rolesIn(type).filter((role) => rolesWith(permissions, type, action).includes(role))
  if (found.length === 0) return 'nobody'
  return found.length === rolesIn(type).length ? 'all' : found.join(', ')
}

const forOutsiders = (action: Action, visibility: 'open' | 'hidden'): string => {
  if (visibility === 'hidden') return 'ChannelNotFound'
  if (action === 'leave') return 'nothing to do'
  return actions[action].forOutsiders === true ? 'may' : 'NotAMember'
}

const forGuests = (allowance: Allowance): string => {
  if (typeof allowance === 'string') return allowance.replaceAll('-', ' ')
  return 'never'
}

/** The table of commands, as the rules are now. */
export const commandsTable = (): string => {
  const head = [
    'command',
    'action',
    ...typeNames,
    'not in it, open',
    'not in it, hidden',
    'guest of the tenant',
  ]
  const inChannels = Object.entries(ways).flatMap(([type, all]) =>
    all.map(({ when, action }) => [
      when === undefined ? type : `${type}, ${when}`,
      action,
      ...typeNames.map((one) => whoMay(action, one)),
      forOutsiders(action, 'open'),
      forOutsiders(action, 'hidden'),
      forGuests(allowances[type as keyof typeof ways]),
    ]),
  )
  const begun = (Object.keys(beginnings) as Array<keyof typeof beginnings>).map((type) => [
    type,
    '',
    ...typeNames.map(() => ''),
    'may',
    'may',
    forGuests(allowances[type]),
  ])
  return tableOf(head, [...begun, ...inChannels])
}

export const tableOf = (head: ReadonlyArray<string>, lines: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A document with the lines between `<!-- name -->` and `<!-- end -->` put in place of those that are there. */
export const withTable = (document: string, name: string, lines: string): string => {
  const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`)
  if (!place.test(document)) throw new Error(`no place for the table of ${name}`)
  return document.replace(place, (_, before: string, after: string) => `${before}${lines}\n${after}`)
}

/** The rows of a table of the document, each by the words of its head. */
export const rowsOf = (document: string, name: string): ReadonlyArray<ReadonlyMap<string, string>> => {
  const [, lines = ''] = new RegExp(`<!-- ${name} -->\n([^]*?)<!-- end -->`).exec(document) ?? []
  const [head = [], , ...rows] = lines
    .trim()
    .split('\n')
    .map((line) => line.slice(2, -2).split(' | '))
  return rows.map((cells) => new Map(head.map((word, n) => [word, cells[n] ?? ''])))
}
