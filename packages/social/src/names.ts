import { createHash } from 'node:crypto'
import {
  certain,
  type ChannelEvent,
  CommandId,
  type Timestamp,
  timestampOf,
  TypedUserId,
  type UserId,
} from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'

/** Who does what documents say of nobody. */
export const importer = 'social-import' as UserId

/** What every event of a channel says. */
export type ChannelFacts = Pick<ChannelEvent, 'tenantId' | 'channelId' | 'by' | 'commandId' | 'at'>

/** Something short that tells a text from others. */
export const mark = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

/** What an event is called for ever: the same documents imported again say nothing new. */
export const named = (what: string, id: string): CommandId => {
  const name = `social:${what}:${id}`
  return CommandId.is(name) ? name : certain(CommandId, `social:${what}:${mark(id)}`)
}

/** The person of an id; undefined where it can be no name. */
export const personOf = (id: string | null | undefined): UserId | undefined => {
  const person = TypedUserId.decode(id)
  return E.isRight(person) ? person.right : undefined
}

/** A moment of a document, in UTC. */
export const momentOf = (moment: string): Timestamp => timestampOf(new Date(moment))
