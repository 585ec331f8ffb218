import type { Client, QueryFailure } from '@parley/client'
import type { UserId } from '@parley/domain'
import { maxPage } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'

/** Those of these people whom nobody here is known as: in no channel with one, and in none that is open. */
export const unknownAmong = async (
  client: Client,
  people: ReadonlyArray<UserId>,
): Promise<E.Either<QueryFailure, ReadonlyArray<UserId>>> => {
  const me = client.state().me?.userId
  const asked = people.filter((userId) => userId !== me)
  const known = new Set<UserId>()
  for (let from = 0; from < asked.length; from += maxPage) {
    const among = asked.slice(from, from + maxPage)
    const answer = await client.query({ type: 'people', among, limit: maxPage })
    if (E.isLeft(answer)) return answer
    for (const userId of answer.right.value.people) known.add(userId)
  }
  return E.right(asked.filter((userId) => !known.has(userId)))
}
