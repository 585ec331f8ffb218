import { folded, ownPrefix, TypedUserId, UserId } from '@parley/domain'
import * as t from 'io-ts'

/** Whether a name is the engine's own to give, or looks like one that is: in capitals, say, or in wide letters. */
export const isOwnName = (name: string): boolean => folded(name).startsWith(ownPrefix)

/**
 * A person as a token may name them. Taken as it is or not at all: were it tidied, whoever gets a token for a name
 * that looks like another's had theirs.
 */
export const Subject = t.refinement(UserId, (name) => TypedUserId.is(name), 'UserId')

interface ServerBrand {
  readonly ServerId: unique symbol
}
/** A server, by the name that its token gives it: spelled as those of people are. */
export const ServerId = t.brand(
  t.string,
  (name): name is t.Branded<string, ServerBrand> => Subject.is(name),
  'ServerId',
)
export type ServerId = t.TypeOf<typeof ServerId>
