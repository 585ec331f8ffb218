import {
  type Kept,
  keptMetadata,
  keptTags,
  maxMentioned,
  maxTags,
  type Mentions,
  mentionsOf,
  Metadata,
  type Tag,
  TypedTag,
  type UserId,
} from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Channel, Message } from './documents.ts'
import { personOf } from './names.ts'
import { type FoundDocument, type Report, tell } from './read-documents.ts'

/** The metadata of a document from elsewhere; none where it is more than can be kept here, which is reported. */
export const metadataIn = (found: FoundDocument<Channel | Message>, report: Report): Metadata | null => {
  const { metadata } = found.document
  if (metadata === undefined || metadata === null) return null
  if (Metadata.is(metadata)) return keptMetadata(metadata)
  tell(report, found, 'its metadata is larger, deeper or other than can be kept here: left out', 'mended')
  return null
}

/** The tags of a document from elsewhere; those that can be none here are reported. */
export const tagsIn = (found: FoundDocument<Channel | Message>, report: Report): Kept['tags'] => {
  const given = found.document.tags ?? []
  const tags = new Set<Tag>()
  for (const tag of given) {
    const typed = TypedTag.decode(tag)
    if (E.isRight(typed)) tags.add(typed.right)
    else tell(report, found, 'one of its tags can be none here', 'mended')
  }
  if (tags.size > maxTags) tell(report, found, `has more than ${maxTags} tags: the first are taken`, 'mended')
  return keptTags([...tags].slice(0, maxTags))
}

const GivenMention = t.intersection([
  t.type({ type: t.string }),
  t.partial({ userIds: t.union([t.array(t.unknown), t.null]) }),
])

/** Whom a message from elsewhere mentions; what names nobody here is reported. */
const mentionsIn = (found: FoundDocument<Message>, report: Report): Mentions | null => {
  const people = new Set<UserId>()
  let channel = false
  for (const given of found.document.mentionedUsers ?? []) {
    if (!GivenMention.is(given) || (given.type !== 'user' && given.type !== 'channel')) {
      tell(report, found, 'one of its mentions can be none here', 'mended')
      continue
    }
    if (given.type === 'channel') channel = true
    else
      for (const id of given.userIds ?? []) {
        const person = typeof id === 'string' ? personOf(id) : undefined
        if (person === undefined) tell(report, found, 'mentions what can be the name of nobody', 'mended')
        else people.add(person)
      }
  }
  if (people.size > maxMentioned)
    tell(report, found, `mentions more than ${maxMentioned} people: the first are taken`, 'mended')
  return mentionsOf([...people].slice(0, maxMentioned), channel ? ['channel'] : [])
}

/** What a message from elsewhere says beside its body. */
export const keptWith = (found: FoundDocument<Message>, report: Report): Kept => ({
  metadata: metadataIn(found, report),
  tags: tagsIn(found, report),
  mentions: mentionsIn(found, report),
})
