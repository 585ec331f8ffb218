import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { keysOf, type Person } from './person-keys.ts'
import { browserShelf, type Shelf } from './shelf.ts'

/** So many drafts of a person are kept, the latest of them, each so long at most. */
const most = 100
const longest = 100_000

const Draft = t.type({ text: t.string, at: t.number })

const read = (shelf: Shelf, key: string): t.TypeOf<typeof Draft> | null => {
  try {
    const draft = Draft.decode(JSON.parse(shelf.get(key) ?? 'null'))
    return E.isRight(draft) ? draft.right : null
  } catch {
    return null
  }
}

/** What was being written in a place, and when, in milliseconds; null where nothing was. */
export const draftKept = (
  person: Person,
  place: string,
  shelf: Shelf = browserShelf,
): t.TypeOf<typeof Draft> | null => read(shelf, keysOf('draft', person) + place)

/** What was being written in a place; empty where nothing was. */
export const keptDraft = (person: Person, place: string, shelf: Shelf = browserShelf): string =>
  draftKept(person, place, shelf)?.text ?? ''

/** Keeps what is being written in a place, at this moment in milliseconds; of too many drafts the oldest go. */
export const keepDraft = (
  person: Person,
  place: string,
  text: string,
  at: number,
  shelf: Shelf = browserShelf,
): void => {
  const prefix = keysOf('draft', person)
  const key = prefix + place
  if (text === '' || text.length > longest) return shelf.drop(key)
  const isNew = shelf.get(key) === null
  const kept = shelf.put(key, JSON.stringify({ text, at }))
  // One that is not what is written any more is worse than none.
  if (!kept) shelf.drop(key)
  const all = isNew ? shelf.keys(prefix) : []
  if (all.length <= most) return
  const aged = all.map((one) => ({ one, at: read(shelf, one)?.at ?? 0 })).toSorted((a, b) => a.at - b.at)
  for (const { one } of aged.slice(0, all.length - most)) shelf.drop(one)
}
