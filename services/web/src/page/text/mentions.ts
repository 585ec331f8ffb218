/** Names of several words or with other signs in them, to be known in a text. */
export interface Names {
  /** In lower case. */
  readonly known: ReadonlySet<string>
  /** How long they are, longest first. */
  readonly lengths: ReadonlyArray<number>
}

const word = /[\p{L}\p{N}_.-]*[\p{L}\p{N}_-]/uy
const wordAlone = /^[\p{L}\p{N}_.-]*[\p{L}\p{N}_-]$/u
const wordGoesOn = /^[\p{L}\p{M}\p{N}_]/u

export const noNames: Names = { known: new Set(), lengths: [] }

/** What of these names a text has to be searched for: a single word needs no list. */
export const namesOf = (people: Iterable<string>): Names => {
  const odd = [...new Set(people)].filter((name) => name !== '' && !wordAlone.test(name))
  return odd.length === 0
    ? noNames
    : {
        known: new Set(odd.map((name) => name.toLowerCase())),
        lengths: [...new Set(odd.map(({ length }) => length))].toSorted((a, b) => b - a),
      }
}

/** The name that begins at a place of a text: the longest that is known, or else a word; null where there is none. */
export const nameAt = (text: string, at: number, { known, lengths }: Names): string | null => {
  for (const length of lengths) {
    const name = text.slice(at, at + length)
    if (known.has(name.toLowerCase()) && !wordGoesOn.test(text.slice(at + length, at + length + 2)))
      return name
  }
  word.lastIndex = at
  return word.exec(text)?.[0] ?? null
}
