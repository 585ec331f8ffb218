/** Numbers from 0 up to 1, the same at each run. */
const numbers = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const syllables =
  'ka to mi re sa lo ne vi du pa ster ing tion con pro an ex be un com al ter men li qu or ed'.split(' ')
const words = 50_000

/** How a text is made, of which number. */
export interface Texts {
  readonly next: () => string
  readonly random: () => number
  /** The word of a rank: the lower, the more often it comes. */
  readonly word: (rank: number) => string
}

/**
 * Texts of 3 to 16 words out of 50,000, some of which come in every few texts and most hardly ever; one in fifty has
 * an address with a number of its own, and one in a hundred thousand a word that is rare.
 */
export const texts = (): Texts => {
  const random = numbers(7)
  const one = (): string =>
    Array.from(
      { length: 1 + Math.floor(random() * 4) },
      () => syllables[Math.floor(random() * syllables.length)],
    ).join('')
  const all = Array.from({ length: words }, one)
  const word = (rank: number): string => all[rank] ?? ''
  let made = 0
  const next = (): string => {
    const some = Array.from({ length: 3 + Math.floor(random() * 14) }, () =>
      word(Math.floor(random() ** 3.5 * words)),
    )
    made += 1
    if (made % 50 === 0) some.push(`https://example.com/issue/${made}`)
    if (made % 100_000 === 0) some.push('hippopotamus')
    return some.join(' ')
  }
  return { next, random, word }
}
