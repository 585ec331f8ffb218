import { mainFeed } from '@parley/domain'
import { everyonesChannelType } from '@parley/domain/permissions'
import { speaker } from './speaker.ts'

/** A channel, and the revision up to which it has come. */
export interface BusyChannel {
  readonly channelId: string
  revision: number
}

/** The channels of somebody who goes away, in which others go on. */
export interface Channels {
  readonly all: ReadonlyArray<BusyChannel>
  /** Has so many messages said in each of the first channels; resolves once questions show them. */
  readonly say: (messages: number, channels?: number) => Promise<void>
  readonly close: () => void
}

/** How many others there are: each talks in channels of their own. */
const speakers = 10

/** Messages of one channel that are said before the next one's. */
const run = 20

/** As long as a person's message. */
const text = 'the quick brown fox jumps over the lazy dog, and then has a cup of tea with it'

/** Makes so many channels, with somebody as a member of each. */
export const channelsOf = async (
  url: string,
  member: string,
  count: number,
  tokenOf: (who: string) => Promise<string>,
): Promise<Channels> => {
  const others = await Promise.all(
    Array.from({ length: speakers }, async (_, n) => speaker(url, await tokenOf(`speaker ${n}`))),
  )
  const all: Array<BusyChannel> = []
  let said = 0
  /** Has each of the others do their part at once; gives how far the log has come by that. */
  const each = async (work: (n: number) => Promise<number>): Promise<void> => {
    const positions = await Promise.all(others.map((_, n) => work(n)))
    await others[0]?.shown(Math.max(0, ...positions))
  }
  const ownOf = (n: number, most = count): ReadonlyArray<number> =>
    Array.from({ length: most }, (_, index) => index).filter((index) => index % speakers === n)

  await each(async (n) => {
    const numbers = ownOf(n)
    const made =
      (await others[n]?.say(
        numbers.map((index) => ({
          type: 'CreateChannel',
          commandId: `channel ${index}`,
          channelType: everyonesChannelType,
          name: `channel ${index}`,
          description: '',
          members: [member],
        })),
      )) ?? []
    for (const [i, { channelId = '', revision }] of made.entries())
      all[numbers[i] ?? 0] = { channelId, revision }
    return made.at(-1)?.position ?? 0
  })

  return {
    all,
    say: async (messages, channels = count) => {
      said += 1
      await each(async (n) => {
        const own = ownOf(n, channels).flatMap((index) => all[index] ?? [])
        let position = 0
        for (let from = 0; from < messages; from += run) {
          const commands = own.flatMap(({ channelId }) =>
            Array.from({ length: Math.min(run, messages - from) }, (_, i) => ({
              channelId,
              command: {
                type: 'SendMessage',
                clientMessageId: `message ${said} ${from + i}`,
                channelId,
                feedId: mainFeed,
                parentId: null,
                body: { kind: 'text', text },
              },
            })),
          )
          const answers = (await others[n]?.say(commands.map(({ command }) => command))) ?? []
          const newest = new Map(
            answers.map(({ revision }, i) => [commands[i]?.channelId ?? '', revision] as const),
          )
          for (const one of own) one.revision = Math.max(one.revision, newest.get(one.channelId) ?? 0)
          position = Math.max(position, ...answers.map((answer) => answer.position))
        }
        return position
      })
    },
    close: () => {
      for (const one of others) one.close()
    },
  }
}
