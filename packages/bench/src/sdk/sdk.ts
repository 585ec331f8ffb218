import { type Client, connect, conversationList } from '@parley/client'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { inMemoryServer } from './in-memory-server.ts'

/** Updates in one figure, and figures in one row. */
const updates = 1_000
const rounds = 15

/** What an update costs in the SDK, from the text of its frame to the list that a page shows, by how much there is. */
export const benchSdk = async (): Promise<void> => {
  const few = await inConversations(50)
  const many = await inConversations(10_000)
  const fresh = await inTimeline(0)
  const long = await inTimeline(12_400)
  const row = (what: string, microseconds: number, beside: number): string[] => [
    what,
    microseconds.toFixed(1),
    (microseconds / beside).toFixed(2),
  ]
  console.log(
    table(
      ['an update', 'microseconds', 'ratio'],
      [
        row('in one of 50 conversations', few, few),
        row('in one of 10,000 conversations', many, few),
        row('in an open channel that has said nothing', fresh, fresh),
        row('in an open channel after 12,400 messages', long, fresh),
      ],
    ),
  )
}

const inConversations = async (conversations: number): Promise<number> => {
  const { channelIds, openSocket, say } = inMemoryServer(conversations)
  const client = await online(openSocket)
  let next = 0
  const cost = measure(() => {
    next = (next + 7) % channelIds.length
    const channelId = channelIds[next]
    if (channelId !== undefined) say(channelId)
    conversationList(client.state())
  })
  client.close()
  return cost
}

const inTimeline = async (before: number): Promise<number> => {
  const { channelIds, openSocket, say } = inMemoryServer(1)
  const client = await online(openSocket)
  const [channelId] = channelIds
  if (channelId === undefined) throw new Error('there is no channel')
  await client.open(channelId)
  for (let n = 0; n < before; n += 1) say(channelId)
  const cost = measure(() => {
    say(channelId)
    client.state()
  })
  client.close()
  return cost
}

const online = async (openSocket: ReturnType<typeof inMemoryServer>['openSocket']): Promise<Client> => {
  const client = connect({ url: 'ws://nowhere', token: () => 'a token', openSocket })
  const { promise, resolve } = Promise.withResolvers<void>()
  const leave = client.on('connection', ({ status }) => {
    if (status === 'online') resolve()
  })
  await promise
  leave()
  return client
}

/** Microseconds for one, the median of some figures; the first are for warming up. */
const measure = (work: () => void): number => {
  const figures = Array.from({ length: rounds }, () => {
    const began = performance.now()
    for (let n = 0; n < updates; n += 1) work()
    return ((performance.now() - began) * 1_000) / updates
  })
  return median(figures.slice(5))
}
