import { TypedUserId, UserId } from '@parley/domain'
import { decodeItem, itemsOf, type Problem } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** By which of their fields in `users.json` people are called in Parley. */
export const nameFields = ['name', 'id', 'email'] as const
export type NameField = (typeof nameFields)[number]

const User = t.intersection([
  t.type({ id: t.string }),
  t.partial({ name: t.string, profile: t.partial({ email: t.string }) }),
])

/** Who people are in Parley, by their ids in the workspace. */
export interface People {
  readonly of: (id: string) => UserId
}

/** What a name may have of a text that is none: at least something that tells it from others. */
const asName = (text: string): UserId | null => {
  const name = TypedUserId.decode(text)
  return E.isRight(name) ? name.right : null
}

/** Somebody of whom the export says no more than this. */
export const nobody = 'unknown' as UserId

/**
 * Reads `users.json`. Whoever has no such field, or shares it with another, is called by their id, and that is reported:
 * two people do not become one.
 */
export const peopleFrom = (
  file: string,
  bytes: Uint8Array,
  field: NameField,
): { readonly people: People; readonly problems: ReadonlyArray<Problem> } => {
  const problems: Problem[] = []
  const byId = new Map<string, UserId>()
  const taken = new Set<UserId>()
  const items = itemsOf(bytes)
  if (E.isLeft(items)) problems.push({ file, line: 1, what: items.left, consequence: 'skipped' })
  for (const item of E.isLeft(items) ? [] : items.right) {
    const { line } = item
    const user = decodeItem(User, item)
    if (E.isLeft(user)) {
      problems.push({ file, line, what: user.left, consequence: 'skipped' })
      continue
    }
    const { id, name, profile } = user.right
    const asked = { id, name, email: profile?.email }[field]
    const called = asName(asked ?? '')
    if (called !== null && !taken.has(called)) {
      byId.set(id, called)
      taken.add(called)
    } else {
      const what = `${id} has no ${field} that can be a name, or one that another has: called by the id`
      problems.push({ file, line, what, consequence: 'mended' })
    }
  }
  return { people: { of: (id) => byId.get(id) ?? asName(id) ?? nobody }, problems }
}

/** A program that posts. It is called so that it is taken for no person of the same name. */
export const botNamed = (name: string): UserId => asName(`bot:${name}`) ?? nobody
