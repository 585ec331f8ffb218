import { mainFeed } from '@parley/domain'
import type { Query } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { withPostgres } from '../measure/postgres.ts'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { type ReadSide, readSideOf } from './read-side.ts'
import { inChannels, inMembers, inOneChannel, type Long, reader } from './histories.ts'
import { tenantId } from '../measure/giving.ts'

export interface GrowthOptions {
  /** How often each question is asked, of the small and of the large by turns; the medians are shown. */
  readonly runs: number
  /** Of the large channel. */
  readonly messages: number
  /** Of the large conversation list. */
  readonly channels: number
  /** Of the channel of many people. */
  readonly members: number
}

interface Question {
  readonly name: string
  readonly small: () => Promise<unknown>
  readonly large: () => Promise<unknown>
}

const small = { channels: 10, messages: 1_000, members: 10 }
/** Rows of a page: as many as there are in the small list. */
const limit = 10

const asking =
  ({ ask }: ReadSide, query: Query) =>
  async (): Promise<void> => {
    const answer = await ask.answer({ tenantId, userId: reader }, query)()
    if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  }

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const measured = async ({ name, ...of }: Question, runs: number): Promise<ReadonlyArray<string>> => {
  const took = { small: new Array<number>(), large: new Array<number>() }
  for (let run = 0; run < runs + 5; run += 1)
    for (const size of ['small', 'large'] as const) {
      const one = await milliseconds(of[size])
      // The first ones find nothing prepared.
      if (run >= 5) took[size].push(one)
    }
  const [a, b] = [median(took.small), median(took.large)]
  return [name, a.toFixed(2), b.toFixed(2), `${(b / a).toFixed(2)}x`]
}

/**
 * Measures what the same questions take of little and of much: of a conversation list, and of a channel, and what
 * sends to little and to much take until the log has them.
 */
export const benchGrowth = async ({ runs, messages, channels, members }: GrowthOptions): Promise<void> => {
  await withPostgres(async ({ database }) => {
    const lists = [
      await readSideOf(await database(), inChannels(small.channels)),
      await readSideOf(await database(), inChannels(channels)),
    ] as const
    const [few, many]: [Partial<Long>, Partial<Long>] = [{}, {}]
    const rooms = [
      await readSideOf(await database(), inOneChannel(small.messages, few)),
      await readSideOf(await database(), inOneChannel(messages, many)),
    ] as const
    const [quiet, crowded]: [Partial<Long>, Partial<Long>] = [{}, {}]
    const halls = [
      await readSideOf(await database(), inMembers(small.members, quiet)),
      await readSideOf(await database(), inMembers(members, crowded)),
    ] as const
    const ofChannel = (name: string, query: (at: Long) => Query): Question => ({
      name: `${name}, ${small.messages} and ${messages} messages`,
      small: asking(rooms[0], query(few as Long)),
      large: asking(rooms[1], query(many as Long)),
    })
    const list: Query = { type: 'conversations', limit }
    const questions: ReadonlyArray<Question> = [
      {
        name: `conversation list, ${small.channels} and ${channels} channels`,
        small: asking(lists[0], list),
        large: asking(lists[1], list),
      },
      ofChannel('history', ({ channelId }) => ({ type: 'history', channelId, feedId: mainFeed, limit })),
      ofChannel('thread', ({ channelId, rootId }) => ({
        type: 'thread',
        channelId,
        parentId: rootId,
        limit,
      })),
      ofChannel('a conversation with all of it unread', ({ channelId }) => ({
        type: 'conversation',
        channelId,
      })),
    ]
    const ofMembers = `${small.members} and ${members} members`
    const queryMembers = ({ channelId }: Long): Query => ({ type: 'members', channelId, limit })
    const others: ReadonlyArray<Question> = [
      {
        name: `members, ${ofMembers}`,
        small: asking(halls[0], queryMembers(quiet as Long)),
        large: asking(halls[1], queryMembers(crowded as Long)),
      },
      {
        name: `a send, ${ofMembers}`,
        small: () => halls[0].send((quiet as Long).channelId),
        large: () => halls[1].send((crowded as Long).channelId),
      },
      {
        name: `a send, few and ${messages} messages`,
        small: () => halls[0].send((quiet as Long).channelId),
        large: () => rooms[1].send((many as Long).channelId),
      },
    ]
    const rows: Array<ReadonlyArray<string>> = []
    for (const question of [...questions, ...others]) rows.push(await measured(question, runs))
    console.log(table(['a question', 'ms small', 'ms large', 'ratio'], rows))
    await Promise.all([...lists, ...rooms, ...halls].map((each) => each.close()))
  })
}
