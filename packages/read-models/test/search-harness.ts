import {
  channelIdIn,
  type ChannelId,
  type Command,
  type DomainEvent,
  mainFeed,
  type MessageId,
  messageIdOf,
  type Position,
  type UserId,
  plainTextOf,
} from '@parley/domain'
import {
  acme,
  arbitraryCommands,
  commandId,
  people,
  text as textBody,
  worldAfter,
} from '@parley/domain/testing'
import type { Query, ResultOf } from '@parley/contract'
import {
  buildGeneration,
  foldInto,
  generationOf,
  ownConnection,
  type Projected,
  statements,
} from '@parley/projection'
import { otherGroups, queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { cut, emptying, generation, placed, schema } from './harness.ts'

const readModels = otherGroups.find(({ name }) => name === 'search')?.readModels ?? []
const own = generationOf({ written: readModels, read: [] }, 'parley_search')

export type FoundPage = ResultOf<'search'>
export type Asked = Omit<Extract<Query, { readonly type: 'search' }>, 'type'>

/** The core and search in one database, each projected by itself. */
export const searching = async () => {
  const generated = await generation()
  const client = ownConnection(generated.database.connectionString, 'test')
  await client.connect()
  const { connectionString } = generated.database
  await buildGeneration(connectionString, own)
  const statementOf = statements(own)
  let at = 0
  const reached = () => Promise.resolve(true)
  const asked = queries({
    pool: generated.pool,
    schema,
    head: { reached },
    otherHeads: new Map([['search', { reached, schema: () => own.schema }]]),
  })
  return {
    core: generated,
    schema: own.schema,
    /** Empties both, and has the core know of what happened. */
    renew: async (events: ReadonlyArray<Projected> = []) => {
      await generated.renew()
      await generated.pool.query(emptying(own.schema, readModels))
      at = 0
      for (const batch of cut(events, [1_000]))
        if (!(await generated.project(batch, from(events, batch)))) throw new Error('the core is elsewhere')
    },
    /** Projects events into search alone. */
    project: async (events: ReadonlyArray<Projected>) => {
      const folded = new Map()
      for (const event of events)
        for (const { table, project } of readModels) foldInto(folded, table, project(event))
      const to = events.at(-1)?.position ?? at
      const { rowCount } = await client.query(
        statementOf(folded, { from: at as Projected['position'], to: to as Projected['position'] }),
      )
      if (rowCount !== 1) throw new Error(`the checkpoint is no longer at ${at}`)
      at = to
    },
    ask: async (userId: UserId, query: Asked) => {
      const answer = await asked.answer({ tenantId: acme, userId }, { type: 'search', ...query })()
      if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
      if (answer.right.value.type !== 'search') throw new Error(answer.right.value.type)
      return { ...answer.right.value, position: answer.right.position }
    },
    close: async () => {
      await client.end()
      await generated.close()
    },
  }
}
/** Where a batch of these events begins. */
const from = (events: ReadonlyArray<Projected>, batch: ReadonlyArray<Projected>): Position => {
  const first = batch[0]
  return events[first === undefined ? -1 : events.indexOf(first) - 1]?.position ?? (0 as Position)
}

export type Searching = Awaited<ReturnType<typeof searching>>

/** All pages of what somebody finds. */
export const allFound = async (
  here: Pick<Searching, 'ask'>,
  userId: UserId,
  query: Asked,
): Promise<FoundPage['found']> => {
  const found: FoundPage['found'] = []
  let after: FoundPage['next'] = null
  do {
    const page: FoundPage = await here.ask(userId, { ...query, ...(after === null ? {} : { after }) })
    found.push(...page.found)
    after = page.next
  } while (after !== null)
  return found
}

const syllables = [
  'ka',
  'to',
  'é',
  'ße',
  'X',
  '-',
  '_',
  '.',
  '東',
  '京',
  '한',
  '글',
  ' ',
  ' ',
  '"',
  '👍',
  '12',
  '#',
  'ing',
]
/** What people write, of so few parts that much comes up again. */
export const anyText = fc
  .array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '')

const something = textBody('x')

/** Somebody has something to say wherever something was tried; who is no member is turned down. */
const withTalk = (commands: ReadonlyArray<Command>): ReadonlyArray<Command> =>
  commands.flatMap((command, n) => {
    const { tenantId, at } = command
    const channelId = channelIdIn(command)
    if (channelId === undefined) return [command]
    const by = people[n % people.length] ?? command.by
    const id = commandId(`talk ${n}`)
    const said: Command = {
      type: 'SendMessage',
      tenantId,
      channelId,
      at,
      by,
      commandId: id,
      messageId: messageIdOf(tenantId, channelId, by, id),
      feedId: mainFeed,
      parentId: null,
      body: something,
    }
    return [command, said]
  })

/** What five people did, and wrote, in some channels, by places in a log. */
export const anyHistory = fc
  .tuple(
    arbitraryCommands({ channels: 3, maxLength: 120 }),
    fc.array(anyText, { minLength: 20, maxLength: 40 }),
  )
  .map(([commands, texts]): ReadonlyArray<Projected> => {
    const { events } = worldAfter(withTalk(commands))
    return placed(
      events.map((event, n): DomainEvent => {
        if (event.type !== 'MessageSent' && event.type !== 'MessageEdited') return event
        return { ...event, body: { ...event.body, text: (texts[n % texts.length] ?? 'x') as never } }
      }),
    )
  })

export interface Said {
  readonly messageId: MessageId
  readonly channelId: ChannelId
  readonly text: string
}

/** What somebody may read of what is said, when all of this has happened: an independent account. */
export const readableBy = (events: ReadonlyArray<Projected>, userId: UserId): ReadonlyArray<Said> => {
  const said = new Map<string, Said>()
  const isIn = new Map<ChannelId, boolean>()
  for (const { event } of events) {
    if (event.type === 'MemberJoined' && event.userId === userId) isIn.set(event.channelId, true)
    if (event.type === 'MemberLeft' && event.userId === userId) isIn.set(event.channelId, false)
    if (event.type === 'MessageSent' || event.type === 'MessageEdited') {
      const { messageId, channelId, body } = event
      said.set(messageId, { messageId, channelId, text: plainTextOf(body) })
    }
    if (event.type === 'MessageDeleted') said.delete(event.messageId)
  }
  return [...said.values()].filter(({ channelId }) => isIn.get(channelId) === true)
}

export const everybody: ReadonlyArray<UserId> = people
