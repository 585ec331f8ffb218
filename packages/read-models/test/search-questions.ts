import { plainTextOf } from '@parley/domain'
import fc from 'fast-check'
import { charactersOf, searchable } from '../src/search/characters.ts'
import { foundIn, termsOf } from '../src/search/terms.ts'
import { cut } from './harness.ts'
import { allFound, anyHistory, anyText, everybody, readableBy, type Searching } from './search-harness.ts'

/** Both read models know all of a history, or search only so much of it. */
export const begin = async (
  here: Searching,
  events: Parameters<Searching['project']>[0],
  share = 1,
  sizes: ReadonlyArray<number> = [40],
) => {
  await here.renew(events)
  for (const batch of cut(events.slice(0, Math.ceil(events.length * share)), sizes)) await here.project(batch)
}

/** What is looked for: something that somebody said, a part of it, or anything. */
const anyQuery = fc.record({
  of: fc.nat(),
  from: fc.nat(),
  length: fc.integer({ min: 1, max: 8 }),
  quoted: fc.boolean(),
  other: fc.option(anyText),
})
export const typedOf = (
  query: { of: number; from: number; length: number; quoted: boolean; other: string | null },
  texts: ReadonlyArray<string>,
): string => {
  const text = query.other ?? texts[query.of % Math.max(1, texts.length)] ?? 'x'
  const characters = charactersOf(text).filter((one) => one !== '"')
  const part = characters
    .slice(query.from % Math.max(1, characters.length))
    .slice(0, query.length)
    .join('')
  return query.quoted ? `"${part}"` : part
}

/** What happened, what is looked for in it, and how it is cut into batches. */
export const history = fc.tuple(
  anyHistory,
  fc.array(anyQuery, { minLength: 4, maxLength: 4 }),
  fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
)

/**
 * What each of them is shown of all that they look for, search knowing only so much of the history: how it reads to them,
 * what they may read of that message (undefined: nothing), and how it has what was looked for.
 */
export const shownBehind = async (
  here: Searching,
  [events, asked]: HistoryAsked,
  share: number,
): Promise<ReadonlyArray<Shown>> => {
  await begin(here, events, share)
  const texts = events.flatMap(({ event }) => ('body' in event ? [plainTextOf(event.body)] : []))
  const shown: Array<Shown> = []
  for (const userId of everybody) {
    const readable = new Map(readableBy(events, userId).map((said) => [said.messageId, said.text]))
    for (const query of asked) {
      const typed = typedOf(query, texts)
      for (const { message } of await allFound(here, userId, { text: typed })) {
        const text = message.body === null ? undefined : plainTextOf(message.body)
        const how = foundIn(termsOf(typed), searchable(text ?? ''))
        shown.push({ text, readable: readable.get(message.messageId), how })
      }
    }
  }
  return shown
}

type HistoryAsked = typeof history extends fc.Arbitrary<infer A> ? A : never

interface Shown {
  readonly text: string | undefined
  readonly readable: string | undefined
  readonly how: ReturnType<typeof foundIn>
}

/** How much of a history search knows: from nothing to all. */
export const anyShare = fc.double({ min: 0, max: 1, noNaN: true })

const signs = ['"', '\\', '%', '_', "'", '{', '}', ',', ' ', 'by', '\u0000', '\ud800', '=', '^', '#', 'NULL']

/** Whatever may be typed, and what means something to somebody on the way. */
export const anythingTyped = fc
  .oneof(
    anyText,
    fc.string({ unit: 'binary', maxLength: 256 }),
    fc.string({ unit: 'grapheme', maxLength: 128 }),
    fc.string({ unit: fc.constantFrom(...signs), maxLength: 256 }),
  )
  .map((text) => text.slice(0, 256))
