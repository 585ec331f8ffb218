import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const write = (folder: string, files: Readonly<Record<string, string>>): string => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const two = (n: number): string => String(n).padStart(2, '0')
const lines = (all: ReadonlyArray<unknown>): string => all.map((one) => `${JSON.stringify(one)}\n`).join('')
const numbers = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, n) => n)

/** Logs as Ubuntu publishes them, of so many lines each, with annotations of who answers whom. */
export const writeLogs = (folder: string, perFile: number): string => {
  const lineAt = (n: number): string => {
    const [time, nick] = [`[${two(Math.floor(n / 60) % 24)}:${two(n % 60)}]`, `nick${n % 37}`]
    if (n % 11 === 0) return `=== ${nick} [~${nick}@example.org]  has joined #tea`
    if (n % 13 === 0) return `=== ${nick} [~${nick}@example.org]  has left #tea ["bye ${n}"]`
    if (n % 53 === 0) return `=== ${nick} is now known as ${nick}_`
    if (n % 97 === 0) return '*** something else'
    return n % 17 === 0 ? `${time}  * ${nick} does ${n}` : `${time} <${nick}> says ${n}`
  }
  const log = numbers(perFile).map(lineAt)
  const isSaid = (n: number): boolean => log[n]?.startsWith('[') ?? false
  const answers = numbers(perFile).filter((n) => n % 7 === 3 && isSaid(n) && isSaid(n - 3))
  return write(
    folder,
    Object.fromEntries(
      ['2011-03-04.tea', '2011-03-05.tea', '2011-03-06.coffee'].flatMap((name) => [
        [`${name}.raw.txt`, `${log.join('\n')}\n`],
        [`${name}.annotation.txt`, answers.map((n) => `${n - 3} ${n} -\n`).join('')],
      ]),
    ),
  )
}

/** The export of a workspace with so many messages a day, and each kind of them. */
export const writeWorkspace = (folder: string, perDay: number): string => {
  const users = numbers(20).map((n) => ({
    id: `U${n}`,
    name: `person ${n}`,
    profile: { email: `p${n}@example.org` },
  }))
  const about = { topic: { value: 'Tea' }, purpose: { value: 'All of it' }, created: 1_700_000_000 }
  const day = (which: number) =>
    numbers(perDay).map((n) => {
      const [ts, user] = [`${1_700_000_000 + which * 86_400 + n}.000000`, `U${n % 19}`]
      const said = { type: 'message', ts, user, text: `says ${which} ${n} to <@U3>` }
      if (n % 41 === 7)
        return { ...said, subtype: 'message_deleted', deleted_ts: String(Number(ts) - 7).concat('.000000') }
      if (n % 29 === 5) return { ...said, subtype: 'me_message' }
      if (n % 31 === 11)
        return { type: 'message', ts, subtype: 'bot_message', username: 'kettle', text: `boils ${n}` }
      const top = `${1_700_000_000 + which * 86_400 + n - (n % 10)}.000000`
      const isReply = n % 10 === 3
      const reactions = n % 5 === 2 ? [{ name: 'tea', users: ['U1', 'U2'], count: 2 }] : []
      return { ...said, ...(isReply ? { thread_ts: top } : {}), reactions }
    })
  return write(folder, {
    'users.json': JSON.stringify(users),
    'channels.json': JSON.stringify([
      { id: 'C1', name: 'tea', ...about, members: users.map(({ id }) => id) },
    ]),
    'groups.json': JSON.stringify([{ id: 'G1', name: 'secret', ...about, members: ['U0', 'U1', 'U2'] }]),
    'dms.json': JSON.stringify([{ id: 'D1', created: 1_700_000_000, members: ['U1', 'U2'] }]),
    'tea/2023-11-14.json': JSON.stringify(day(0), null, 1),
    'tea/2023-11-15.json': JSON.stringify(day(1), null, 1),
    'D1/2023-11-14.json': JSON.stringify([
      { type: 'message', ts: '1700000001.000000', user: 'U1', text: 'hi' },
    ]),
  })
}

/** Documents of the social format with each field, of so many segments a feed. */
export const writeDocuments = (folder: string, perFeed: number): string => {
  const at = (n: number): string => new Date(Date.UTC(2024, 4, 1) + n * 1_000).toISOString()
  const dates = { createdAt: at(0), updatedAt: at(0) }
  const ids = { channelId: 'internal-1', channelPublicId: 'tea' }
  const feeds = ['main-feed', 'side-feed']
  const channel = {
    ...ids,
    ...dates,
    type: 'private',
    displayName: 'Tea',
    isDistinct: false,
    isPublic: false,
    isDeleted: false,
    notificationMode: 'subscribe',
    muteTimeout: at(3_600),
    rateLimit: 5,
    tags: ['hot'],
    metadata: { cups: 2 },
    avatarFileId: 'avatar1',
    attachedTo: { postId: 'p1' },
    messageAutoDeleteEnabled: true,
  }
  const users = numbers(30).map((n) => ({
    ...ids,
    ...dates,
    userId: `internal-user-${n}`,
    userPublicId: `person ${n}`,
    membership: n % 10 === 9 ? 'banned' : 'member',
    roles:
      n === 0 ? ['channel-owner'] : n % 5 === 0 ? ['channel-moderator', 'channel-baron'] : ['channel-member'],
    readToSegment: n % 2 === 0 ? n : 0,
    muteTimeout: n % 7 === 6 ? at(7_200) : null,
  }))
  const messages = feeds.flatMap((messageFeedId) =>
    numbers(perFeed)
      .filter((n) => n % 23 !== 11)
      .map((n) => ({
        ...ids,
        messageFeedId,
        messageId: `internal-${messageFeedId}-${n}`,
        publicId: `${messageFeedId}-${n}`,
        parentId:
          n % 6 === 4 && (n - 4) % 23 !== 11 && (n - 4) % 19 !== 7 ? `${messageFeedId}-${n - 4}` : null,
        creatorId: 'internal',
        creatorPublicId: `person ${n % 9}`,
        dataType: n % 8 === 1 ? 'custom' : 'text',
        data: n % 8 === 1 ? { order: n } : { text: `says ${n}` },
        segment: n + 1,
        tags: n % 4 === 0 ? ['now'] : [],
        metadata: n % 4 === 0 ? { n } : {},
        mentionedUsers: n % 12 === 2 ? [{ type: 'user', userIds: ['person 1', 'person 2'] }] : [],
        flagCount: n % 50 === 0 ? 1 : 0,
        editedAt: n % 15 === 0 ? at(n + 2) : null,
        isDeleted: n % 19 === 7,
        createdAt: at(n + 1),
        updatedAt: at(n + 1),
      })),
  )
  const reactions = messages
    .filter((_, n) => n % 3 === 0)
    .flatMap(({ publicId, createdAt }) =>
      ['tea', 'cup'].map((reactionName) => ({
        reactionId: `${publicId}-${reactionName}`,
        reactionName,
        userId: 'person 1',
        referenceId: publicId,
        referenceType: 'message',
        createdAt,
      })),
    )
  return write(folder, {
    'channels.ndjson': lines([channel]),
    'channel-users.ndjson': lines(users),
    'message-feeds.ndjson': lines(
      feeds.map((messageFeedId, n) => ({
        ...ids,
        messageFeedId,
        name: messageFeedId,
        createdAt: at(n),
        isDeleted: false,
      })),
    ),
    'messages.ndjson': lines(messages),
    'reactions.ndjson': lines(reactions),
  })
}
