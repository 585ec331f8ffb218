import type { Client, PendingMessage } from '@parley/client'
import {
  ChannelId,
  CommandId,
  FeedId,
  mainFeed,
  Mentions,
  MessageId,
  Timestamp,
  TypedBody,
} from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { keysOf, type Person } from './person-keys.ts'
import { browserShelf, type Shelf } from './shelf.ts'

/** So many messages of a person are kept at most, and so long, in milliseconds, where they were turned down. */
const most = 500
const longest = 7 * 24 * 60 * 60_000

const Unsent = t.intersection([
  t.type({
    channelId: ChannelId,
    parentId: t.union([MessageId, t.null]),
    clientMessageId: CommandId,
    body: TypedBody,
    writtenAt: Timestamp,
  }),
  /** What an older page kept was for the main feed. */
  t.partial({ feedId: FeedId, mentions: Mentions }),
])
type Unsent = t.TypeOf<typeof Unsent>

const read = (text: string | null): Unsent | null => {
  try {
    const unsent = Unsent.decode(JSON.parse(text ?? 'null'))
    return E.isRight(unsent) ? unsent.right : null
  } catch {
    return null
  }
}

/**
 * Keeps what a client has not sent yet over reloads, and sends it again under its name: so it arrives once, also where
 * it had arrived already, or where another window of the same person sends it too. Gives what ends the keeping.
 */
export const keepUnsent = (client: Client, now: () => number, shelf: Shelf = browserShelf): (() => void) => {
  let person: Person | null = null
  let kept = new Set<string>()
  let before: ReadonlyArray<PendingMessage> = []

  const restore = (whose: Person): void => {
    const found = shelf.keys(keysOf('unsent', whose)).flatMap((key) => {
      const unsent = read(shelf.get(key))
      if (unsent !== null && Date.parse(unsent.writtenAt) > now() - longest) return [{ key, unsent }]
      shelf.drop(key)
      return []
    })
    for (const { key, unsent } of found.toSorted((a, b) =>
      a.unsent.writtenAt < b.unsent.writtenAt ? -1 : 1,
    )) {
      kept.add(key)
      const { parentId, channelId, feedId = mainFeed, clientMessageId, body, mentions } = unsent
      const beside = mentions === undefined ? {} : { mentions }
      const message = { channelId, feedId, clientMessageId, body, ...beside }
      void client.send(parentId === null ? message : { ...message, parentId })
    }
  }

  const keep = (): void => {
    const { me, pending } = client.state()
    if (me === null) return
    if (person === null) {
      person = me
      restore(me)
      return keep()
    }
    if (pending === before) return
    before = pending
    const prefix = keysOf('unsent', me)
    const these = new Map(
      pending.slice(0, most).map((one) => [`${prefix}${one.channelId}.${one.clientMessageId}`, one]),
    )
    for (const [key, one] of these)
      if (!kept.has(key) && shelf.put(key, JSON.stringify(Unsent.encode(one)))) kept.add(key)
    for (const key of kept) if (!these.has(key)) shelf.drop(key)
    kept = new Set([...kept].filter((key) => these.has(key)))
  }
  const stop = client.subscribe(keep)
  keep()
  return stop
}
