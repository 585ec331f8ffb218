import type { ChannelKey } from '@parley/domain'
import type { ChannelAddress } from '@parley/commands'
import { arrayText, quoted } from '@parley/projection'
import type { PgType } from '@parley/projection'

/** What is asked of a channel: where its projection is, and rows by their keys. */
export interface ChannelQuestion {
  readonly stream: ChannelAddress
  readonly keys: ReadonlyArray<ChannelKey>
}

/** A key, with the number under which its row comes back, taken apart into the columns that it is looked up by. */
interface LookUp {
  readonly n: number
  readonly stream: ChannelAddress
  readonly parts: ReadonlyArray<string>
}

type Section = 'channel' | 'member' | 'message' | 'reaction' | 'reactions' | 'done'

/** The columns beside tenant and channel, and their types, that each kind of row is looked up by. */
const columns: Readonly<Record<Section, ReadonlyArray<readonly [string, PgType]>>> = {
  channel: [],
  member: [['user_id', 'text']],
  message: [['message_id', 'uuid']],
  reaction: [
    ['message_id', 'uuid'],
    ['name', 'text'],
    ['user_id', 'text'],
  ],
  reactions: [['message_id', 'uuid']],
  done: [
    ['command_id', 'text'],
    ['user_id', 'text'],
  ],
}
const tables: Readonly<Record<Section, string>> = {
  channel: 'channels',
  member: 'members',
  message: 'messages',
  reaction: 'reactions',
  reactions: 'messages',
  done: 'commands',
}
const sections: ReadonlyArray<Section> = ['channel', 'member', 'message', 'reaction', 'reactions', 'done']

/** What comes back of each kind of row, as an array. */
const found = (schema: string): Readonly<Record<Section, string>> => ({
  channel: `json_build_array(r.revision, r.position, r.channel_type, r.name, r.description, r.archived,
    r.last_segment, r.owners, r.members,
    (select json_agg(json_build_array(f.feed_id, f.last_segment)) from ${schema}.feeds f
     where f.tenant_id = r.tenant_id and f.channel_id = r.channel_id))`,
  member: 'json_build_array(r.role)',
  message: `json_build_array(r.sender_id, r.feed_id, r.segment, r.parent_id, r.body, r.deleted_at is not null)`,
  reaction: `json_build_array()`,
  reactions: `json_build_array((select json_agg(json_build_array(x.name, x.user_id)) from ${schema}.reactions x
    where x.tenant_id = r.tenant_id and x.channel_id = r.channel_id and x.message_id = r.message_id))`,
  done: `json_build_array()`,
})

const typesOf = (section: Section): ReadonlyArray<PgType> => [
  'bigint',
  'text',
  'uuid',
  ...columns[section].map(([, type]) => type),
]

/** A message is found by its id; its tenant and channel are checked in a way that no index is chosen for. */
const by = (section: Section, name: string): string =>
  tables[section] === 'messages' && name !== 'message_id' ? 'is not distinct from' : '='

/** The one statement for all questions: a look-up for each kind of row, in one snapshot. */
export const channelStatement = (schemaName: string): string => {
  const schema = quoted(schemaName)
  const answers = found(schema)
  let first = 1
  return sections
    .map((section) => {
      const names = ['n', 'tenant_id', 'channel_id', ...columns[section].map(([name]) => name)]
      const types = typesOf(section)
      const arrays = types.map((type, n) => `$${first + n}::${type}[]`).join(', ')
      first += types.length
      const keys = names.slice(1).map((name) => `r.${name} ${by(section, name)} u.${name}`)
      return `select '${section}' as kind, u.n, ${answers[section]} as row
        from unnest(${arrays}) as u(${names.join(', ')})
        join ${schema}.${tables[section]} r on ${keys.join(' and ')}`
    })
    .join('\nunion all\n')
}

const taken = (key: ChannelKey): readonly [Section, ReadonlyArray<string>] => {
  if (key === 'channel') return ['channel', []]
  const colon = key.indexOf(':')
  const rest = key.slice(colon + 1)
  if (key.startsWith('member:')) return ['member', [rest]]
  if (key.startsWith('message:')) return ['message', [rest]]
  if (key.startsWith('reactions:')) return ['reactions', [rest]]
  const [name = '', userId = ''] = rest.split('\n')
  if (key.startsWith('done:')) return ['done', [name, userId]]
  const idLength = 36
  return ['reaction', [name.slice(0, idLength), name.slice(idLength + 1), userId]]
}

/**
 * The parameters for some questions, in the statement's order. Every question asks for its channel, under its own
 * number; its keys have the numbers from `questions.length` on, across all questions.
 */
export const channelParameters = (questions: ReadonlyArray<ChannelQuestion>): Array<string> => {
  const lookUps: Record<Section, Array<LookUp>> = {
    channel: questions.map(({ stream }, n) => ({ n, stream, parts: [] })),
    member: [],
    message: [],
    reaction: [],
    reactions: [],
    done: [],
  }
  let n = questions.length
  for (const { stream, keys } of questions)
    for (const key of keys) {
      const [section, parts] = taken(key)
      if (section !== 'channel') lookUps[section].push({ n, stream, parts })
      n++
    }
  return sections.flatMap((section) =>
    typesOf(section).map((type, at) =>
      arrayText(type, lookUps[section], (lookUp) => {
        if (at === 0) return lookUp.n
        if (at === 1) return lookUp.stream.tenantId
        return at === 2 ? lookUp.stream.channelId : (lookUp.parts[at - 3] ?? null)
      }),
    ),
  )
}
