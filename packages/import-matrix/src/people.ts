import { TypedUserId, type UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'

/** By what people are called in Parley: their whole id, or what stands before the server in it. */
export const nameParts = ['id', 'localpart'] as const
export type NamePart = (typeof nameParts)[number]

/** Who people are in Parley, by their ids in Matrix; undefined where somebody can be nobody here. */
export interface People {
  readonly of: (id: string) => UserId | undefined
}

/**
 * Who people are. By what stands before the server, whoever came first with it is called so, and others with the same by
 * their whole id: two people do not become one.
 */
export const peopleBy = (part: NamePart): People => {
  const byName = new Map<UserId, string>()
  return {
    of: (id) => {
      const short = part === 'localpart' ? asName(/^@([^:]+):/.exec(id)?.[1]) : undefined
      if (short !== undefined && (byName.get(short) ?? id) === id) {
        byName.set(short, id)
        return short
      }
      return asName(id)
    },
  }
}

const asName = (text: string | undefined): UserId | undefined => {
  const name = TypedUserId.decode(text)
  return E.isRight(name) ? name.right : undefined
}
