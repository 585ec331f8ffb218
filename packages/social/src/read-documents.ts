import { decodeItem, type Problem } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import {
  type Channel,
  type ChannelUser,
  codecs,
  type DocumentKind,
  fileOf,
  type Message,
  type MessageFeed,
  type Reaction,
} from './documents.ts'

/** Told of what was not taken as it stands. */
export type Report = (problem: Problem) => void

/** A document, and where it stands. */
export interface FoundDocument<Document> {
  readonly file: string
  readonly line: number
  readonly document: Document
}

/** All documents of a channel. */
export interface ChannelDocuments {
  readonly channel: FoundDocument<Channel>
  /** By person: the format may hold a membership twice, and the last counts. */
  readonly users: Map<string, FoundDocument<ChannelUser>>
  readonly feeds: Array<FoundDocument<MessageFeed>>
  readonly messages: Array<FoundDocument<Message>>
  readonly reactions: Array<FoundDocument<Reaction>>
}

/** The lines of the file of a kind; null where there is no such file. */
export type LinesOf = (kind: DocumentKind) => AsyncIterable<string> | Iterable<string> | null

/** The longest line that is read, in UTF-16 units. */
const longest = 4 * 1024 * 1024

/**
 * Reads documents and puts those of a channel together, by their public ids. What can't be read, or belongs to nothing
 * that is there, is reported; what belongs to a channel that was deleted is left out with it.
 */
export const readDocuments = async (
  linesOf: LinesOf,
  report: Report,
): Promise<ReadonlyMap<string, ChannelDocuments>> => {
  const channels = new Map<string, ChannelDocuments>()
  const deleted = new Set<string>()
  const of = (
    found: FoundDocument<{ channelId: string; channelPublicId?: string }>,
  ): ChannelDocuments | undefined => {
    const key = channelKey(found.document)
    const channel = channels.get(key)
    if (channel === undefined && !deleted.has(key)) tell(report, found, `its channel ${key} is not there`)
    return channel
  }

  for await (const channel of read('channel', linesOf, report)) {
    const key = channelKey(channel.document)
    if (channel.document.isDeleted === true) {
      deleted.add(key)
      tell(report, channel, 'was deleted, and is left out with all that is in it')
    } else if (channels.has(key)) tell(report, channel, `the channel ${key} is there already`)
    else channels.set(key, { channel, users: new Map(), feeds: [], messages: [], reactions: [] })
  }
  for await (const user of read('channelUser', linesOf, report))
    of(user)?.users.set(user.document.userPublicId ?? user.document.userId, user)
  for await (const feed of read('messageFeed', linesOf, report)) of(feed)?.feeds.push(feed)
  const byMessage = new Map<string, ChannelDocuments>()
  for await (const message of read('message', linesOf, report)) {
    const channel = of(message)
    if (channel === undefined) continue
    channel.messages.push(message)
    for (const id of [message.document.messageId, message.document.publicId])
      if (id !== undefined) byMessage.set(id, channel)
  }
  for await (const reaction of read('reaction', linesOf, report)) {
    const { referenceId, referenceType = 'message' } = reaction.document
    const channel = byMessage.get(referenceId)
    if (referenceType !== 'message') tell(report, reaction, `is to a ${referenceType}, and no message`)
    else if (channel !== undefined) channel.reactions.push(reaction)
    else if (deleted.size === 0) tell(report, reaction, `its message ${referenceId} is not there`)
  }
  return channels
}

/** Reports what is the matter with a document. */
export const tell = (
  report: Report,
  { file, line }: { readonly file: string; readonly line: number },
  what: string,
  consequence: Problem['consequence'] = 'skipped',
): void => report({ file, line, what, consequence })

const channelKey = ({
  channelId,
  channelPublicId,
}: {
  channelId: string
  channelPublicId?: string
}): string => channelPublicId ?? channelId

async function* read<Kind extends DocumentKind>(
  kind: Kind,
  linesOf: LinesOf,
  report: Report,
): AsyncGenerator<FoundDocument<t.TypeOf<(typeof codecs)[Kind]>>> {
  const file = fileOf[kind]
  const codec = codecs[kind] as t.Type<t.TypeOf<(typeof codecs)[Kind]>>
  let line = 0
  for await (const text of linesOf(kind) ?? []) {
    line += 1
    if (text.trim() === '') continue
    const document =
      text.length > longest ? E.left('is too long') : decodeItem(codec, { line, value: parsed(text) })
    if (E.isRight(document)) yield { file, line, document: document.right }
    else tell(report, { file, line }, document.left)
  }
}

const parsed = (json: string): E.Either<string, unknown> =>
  E.tryCatch(
    (): unknown => JSON.parse(json),
    () => 'is no JSON',
  )
