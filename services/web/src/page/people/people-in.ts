import type { UserId } from '@parley/domain'
import { maxFirstMembers } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { personName, problemWith } from '../fields/takes.ts'

/** The names that were typed, with commas between them. */
const namesIn = (typed: string): ReadonlyArray<string> =>
  typed
    .split(/[,;\n]/)
    .map((name) => name.trim().replace(/^@/, ''))
    .filter((name) => name !== '')

/** The people that were typed, each once; left: why one of the names is none. */
export const peopleIn = (typed: string): E.Either<string, ReadonlyArray<UserId>> => {
  const people = new Set<UserId>()
  for (const name of namesIn(typed)) {
    const person = personName.read(name)
    if (person === null) return E.left(problemWith(personName, name) ?? personName.otherwise)
    people.add(person)
  }
  return people.size > maxFirstMembers
    ? E.left(`At most ${maxFirstMembers.toLocaleString()} people are named at once.`)
    : E.right([...people])
}
