import type { Client, QueryFailure } from '@parley/client'
import type { UserId } from '@parley/domain'
import { maxPage } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'

/**
 * Those of these people whom nobody here is known as: who gave themselves no display name, and are in no channel with one,
 * and in none that is open.
 */
export const unknownAmong = async (
  client: Client,
  people: ReadonlyArray<UserId>,
): Promise<E.Either<QueryFailure, ReadonlyArray<UserId>>> => {
  let asked = people
  const unknown: Array<UserId> = []
  while (asked.length > 0) {
    const userIds = asked.slice(0, maxPage)
    const answer = await client.query({ type: 'profiles', userIds: [...userIds] })
    if (E.isLeft(answer)) return answer
    const { people: found, more } = answer.right.value
    const known = new Set(found.map(({ userId }) => userId))
    const missing = userIds.filter((userId) => !known.has(userId))
    // Where not all had room, of those who are missing nothing is known yet.
    if (!more) unknown.push(...missing)
    asked = [...(more ? missing : []), ...asked.slice(maxPage)]
  }
  return E.right(unknown)
}
