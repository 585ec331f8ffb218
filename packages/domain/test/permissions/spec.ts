import {
  actionNames,
  actions,
  type RoleInChannel,
  channelTypes,
  type ChannelType,
  may,
  permissions,
  type Role,
  roles,
} from '@parley/domain/permissions'
import { ada, adasChannel, at } from '@parley/domain/testing'

const typeNames = Object.keys(channelTypes) as Array<ChannelType>
const rising: ReadonlyArray<Role> = roles.toReversed()

/** Who may, in words: "members", "moderators and above"; of several that are no range of ranks, each. */
const whoMay = (action: (typeof actionNames)[number], channelType: ChannelType): string => {
  const allows = (role: Role | null): boolean => {
    const who: RoleInChannel<ChannelType> = {
      userId: ada,
      role,
      channelId: adasChannel,
      channelType,
      archived: false,
    }
    return may(who, action, permissions, at(0)).allowed
  }
  const allowed = rising.filter(allows)
  const [least] = allowed
  if (least === undefined) return 'nobody'
  if (allows(null)) return allowed.length === roles.length ? 'everyone' : `outsiders, ${allowed.join(', ')}`
  if (allowed.length < rising.length - rising.indexOf(least)) return allowed.join(', ')
  if (least === 'member') return 'members'
  if (least === 'guest') return 'all of its people'
  return least === 'owner' ? 'owners' : `${least}s and above`
}

const table = (head: ReadonlyArray<string>, lines: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The tables of docs/spec/permissions.md, by what stands before each of them. */
const tables: Readonly<Record<string, string>> = {
  types: table(
    ['type', 'visibility', 'joining', 'naming', 'listed', 'belongs to', 'begun by'],
    typeNames.map((name) => {
      const { visibility, joining, naming, listed, belongsTo, begunBy } = channelTypes[name]
      return [name, visibility, joining, naming, listed ? 'yes' : 'no', belongsTo ?? '', begunBy]
    }),
  ),
  actions: table(
    ['action', 'who is allowed it may', ...typeNames],
    actionNames.map((action) => [
      action,
      actions[action].says,
      ...typeNames.map((name) => whoMay(action, name)),
    ]),
  ),
}

/** A document with each table between `<!-- name -->` and `<!-- end -->` as the rules are now. */
export const withTables = (document: string): string =>
  Object.entries(tables).reduce((text, [name, lines]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`)
    if (!place.test(text)) throw new Error(`no place for the table of ${name}`)
    return text.replace(place, (_, before: string, after: string) => `${before}${lines}\n${after}`)
  }, document)
