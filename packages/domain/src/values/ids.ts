import * as t from 'io-ts'
import { tidyName, typed } from '../text/typed.ts'

/**
 * The names that everything in Parley goes by. Each is a branded string with a real check, so that a value of
 * the type has passed its codec once, at the boundary, and needs no second look.
 */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** What tenants and feeds are called by. */
const slug = /^[a-z0-9][a-z0-9_-]{0,63}$/
/** The most characters that the name of a person or a command may have. */
export const maxNameLength = 128

const printableCharacters = new RegExp(`^\\P{Cc}{1,${maxNameLength}}$`, 'u')
// Half a surrogate pair is no text: UTF-8 has no bytes for it, so no store gives it back.
const printable = (s: string): boolean => printableCharacters.test(s) && s.isWellFormed()

interface TenantBrand {
  readonly TenantId: unique symbol
}
/** A customer's realm: 1 to 64 of `a-z 0-9 _ -`. Nothing crosses it. */
export const TenantId = t.brand(
  t.string,
  (s): s is t.Branded<string, TenantBrand> => slug.test(s),
  'TenantId',
)
export type TenantId = t.TypeOf<typeof TenantId>

interface UserBrand {
  readonly UserId: unique symbol
}
/** A person, by the customer's own name for them: 1 to 128 characters, none a control character; unique in its tenant. */
export const UserId = t.brand(t.string, (s): s is t.Branded<string, UserBrand> => printable(s), 'UserId')
export type UserId = t.TypeOf<typeof UserId>
/** The same as people type it, and as a token has to say it: see NAME-10, NAME-11. */
export const TypedUserId = typed(UserId, tidyName)

interface ChannelBrand {
  readonly ChannelId: unique symbol
}
/** A channel: a lower-case UUID. */
export const ChannelId = t.brand(
  t.string,
  (s): s is t.Branded<string, ChannelBrand> => uuid.test(s),
  'ChannelId',
)
export type ChannelId = t.TypeOf<typeof ChannelId>

interface MessageBrand {
  readonly MessageId: unique symbol
}
/** A message: a lower-case UUID. */
export const MessageId = t.brand(
  t.string,
  (s): s is t.Branded<string, MessageBrand> => uuid.test(s),
  'MessageId',
)
export type MessageId = t.TypeOf<typeof MessageId>

interface FeedBrand {
  readonly FeedId: unique symbol
}
/** A feed of a channel, which counts its own segments: 1 to 64 of `a-z 0-9 _ -`. */
export const FeedId = t.brand(t.string, (s): s is t.Branded<string, FeedBrand> => slug.test(s), 'FeedId')
export type FeedId = t.TypeOf<typeof FeedId>

interface CommandBrand {
  readonly CommandId: unique symbol
}
/** The client's own name for a command, unique for its author in the stream: 1 to 128 printable characters. */
export const CommandId = t.brand(
  t.string,
  (s): s is t.Branded<string, CommandBrand> => printable(s),
  'CommandId',
)
export type CommandId = t.TypeOf<typeof CommandId>
