import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { readModels } from './support/command.ts'
import { writeDocuments, writeLogs, writeWorkspace } from './support/import-inputs.ts'
import { aFolder } from './support/events.ts'
import { parley } from './support/parley.ts'

interface Counts {
  readonly channels: number
  readonly members: number
  readonly messages: number
  readonly deleted: number
  readonly replies: number
  readonly reactions: number
  readonly bans: number
  readonly mutes: number
  readonly cursors: number
}

const nothing: Counts = {
  channels: 0,
  members: 0,
  messages: 0,
  deleted: 0,
  replies: 0,
  reactions: 0,
  bans: 0,
  mutes: 0,
  cursors: 0,
}

/** What a tenant's read models say. */
const countsIn = async (client: Client, schema: string, tenant: string): Promise<Counts> => {
  const asked: Readonly<Record<keyof Counts, string>> = {
    channels: 'channels where true',
    members: 'members where true',
    messages: 'messages where deleted_at is null',
    deleted: 'messages where deleted_at is not null',
    replies: 'messages where deleted_at is null and parent_id is not null',
    // Those to what was deleted are shown to nobody; their rows stay.
    reactions: `reactions where message_id in (select message_id from ${schema}.messages where deleted_at is null)`,
    bans: 'bans where true',
    mutes: 'mutes where true',
    cursors: "cursors where part = 'all'",
  }
  const counts: Record<string, number> = {}
  for (const [name, from] of Object.entries(asked)) {
    const text = `select count(*)::int as n from ${schema}.${from} and tenant_id = $1`
    counts[name] = (await client.query<{ n: number }>(text, [tenant])).rows[0]?.n ?? -1
  }
  return { ...nothing, ...counts }
}

const textOf = (...path: ReadonlyArray<string>): string => readFileSync(join(...path), 'utf8')

/** What logs say, counted line by line. */
const countsOfLogs = (folder: string): Counts => {
  const logs = readdirSync(folder).filter((name) => name.endsWith('.raw.txt'))
  let [members, messages, replies] = [0, 0, 0]
  for (const name of logs) {
    const here = new Set(['irc-import'])
    for (const line of textOf(folder, name).split('\n')) {
      const words = line.split(' ').filter((word) => word !== '')
      if (line.startsWith('[')) {
        messages += 1
        here.add((line.includes('<') ? words[1]?.slice(1, -1) : words[2]) ?? '')
      } else if (line.includes('has joined')) here.add(words[1] ?? '')
      else if (line.includes('has left')) here.delete(words[1] ?? '')
      else if (line.includes('is now known')) {
        here.delete(words[1] ?? '')
        here.add(words.at(-1) ?? '')
      }
    }
    members += here.size
    replies += textOf(folder, name.replace('.raw.', '.annotation.')).trim().split('\n').length
  }
  return { ...nothing, channels: logs.length, members, messages, replies }
}

interface Said {
  readonly ts: string
  readonly subtype?: string
  readonly deleted_ts?: string
  readonly thread_ts?: string
  readonly reactions?: ReadonlyArray<{ readonly users: ReadonlyArray<string> }>
}

/** What a workspace says, counted file by file. */
const countsOfWorkspace = (folder: string): Counts => {
  const listed = ['channels.json', 'groups.json', 'dms.json'].map(
    (name) => JSON.parse(textOf(folder, name)) as ReadonlyArray<{ readonly members: ReadonlyArray<string> }>,
  )
  const days = ['tea/2023-11-14.json', 'tea/2023-11-15.json', 'D1/2023-11-14.json']
  const all = days.flatMap((name) => JSON.parse(textOf(folder, name)) as ReadonlyArray<Said>)
  const said = all.filter(({ subtype }) => subtype !== 'message_deleted')
  const names = new Set(said.map(({ ts }) => ts))
  const deleted = new Set(all.flatMap(({ deleted_ts = '' }) => (names.has(deleted_ts) ? [deleted_ts] : [])))
  const stand = said.filter(({ ts }) => !deleted.has(ts))
  const members = listed.flat().reduce((sum, channel) => sum + channel.members.length, 0)
  return {
    ...nothing,
    channels: listed.flat().length,
    // The importer is in those that it owns, and in no conversation.
    members: members + listed.slice(0, 2).flat().length,
    messages: stand.length,
    deleted: deleted.size,
    replies: stand.filter(({ ts, thread_ts = ts }) => thread_ts !== ts && names.has(thread_ts)).length,
    reactions: stand.flatMap(({ reactions = [] }) => reactions.flatMap(({ users }) => users)).length,
  }
}

type Fields = Readonly<Record<string, string | number | boolean | null>>

/** What documents say, counted line by line. */
const countsOfDocuments = (folder: string): Counts => {
  const of = (kind: string): ReadonlyArray<Fields> =>
    textOf(folder, `${kind}.ndjson`)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Fields)
  const messages = of('messages')
  const stand = messages.filter(({ isDeleted }) => isDeleted === false)
  const ids = new Set(stand.map(({ publicId }) => publicId))
  const segments = new Map<unknown, number>()
  for (const { messageFeedId, segment } of messages)
    segments.set(messageFeedId, Math.max(Number(segment), segments.get(messageFeedId) ?? 0))
  const users = of('channel-users')
  const members = users.filter(({ membership }) => membership === 'member')
  return {
    channels: of('channels').length,
    members: members.length,
    messages: stand.length,
    // What is missing between segments counts as deleted.
    deleted: [...segments.values()].reduce((sum, last) => sum + last, 0) - stand.length,
    replies: stand.filter(({ parentId }) => parentId !== null).length,
    reactions: of('reactions').filter(({ referenceId }) => ids.has(String(referenceId))).length,
    bans: users.filter(({ membership }) => membership === 'banned').length,
    mutes: users.filter(({ muteTimeout }) => muteTimeout !== null).length,
    cursors: members.filter(({ readToSegment }) => Number(readToSegment) > 0).length,
  }
}

test('IRC-6, IRC-7, IRC-8, SLACK-5, SLACK-11, SOCIAL-6, SOCIAL-12: what is imported is what was counted in the files', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { connectionString: url } = database
  const imports = [
    { words: 'irc', folder: writeLogs(aFolder(), 2_000), count: countsOfLogs },
    { words: 'slack', folder: writeWorkspace(aFolder(), 1_500), count: countsOfWorkspace },
    { words: 'social', folder: writeDocuments(aFolder(), 1_500), count: countsOfDocuments },
  ]
  // An import finds read models of its version.
  expect(await readModels(url, 'build').ended).toBe(0)
  const run = async (words: string, folder: string): Promise<string> => {
    const ended = parley(['import', words, folder, '--tenant', words], { DATABASE_URL: url }).ended
    const { code, said, complained } = await ended
    expect({ words, code, complained: code === 0 ? '' : complained }).toEqual({
      words,
      code: 0,
      complained: '',
    })
    return said
  }
  for (const { words, folder } of imports) await run(words, folder)
  for (const { words, folder } of imports) expect(await run(words, folder)).toMatch(/, 0 events added,/)
  const built = readModels(url, 'build', '--json')
  expect(await built.ended).toBe(0)
  const { schema } = JSON.parse(built.lines.at(-1) ?? '') as { readonly schema: string }
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  for (const { words, folder, count } of imports)
    expect({ words, ...(await countsIn(client, schema, words)) }).toEqual({ words, ...count(folder) })
})
