import * as E from 'fp-ts/lib/Either.js'
import { reader } from '../growth/histories.ts'
import { tenantId } from '../measure/giving.ts'
import { readSideOf } from '../growth/read-side.ts'
import { withPostgres } from '../measure/postgres.ts'
import { percentile } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { inManyChannels } from './history.ts'
import { plainSearch } from './plain.ts'
import { searchableLog } from './read-side.ts'
import { texts } from './texts.ts'

export interface SearchOptions {
  /** How often each question is asked, of each by turns. */
  readonly runs: number
  readonly messages: number
  /** That somebody is in; there are four times as many. */
  readonly channels: number
}

/** What is looked for: by what it is called, and out of the words that there are. */
const questions = (): ReadonlyArray<readonly [name: string, text: string]> => {
  const { word } = texts()
  return [
    ['a word of many messages', word(20)],
    ['a word of some messages', word(3_000)],
    ['a word of hardly any', word(45_000)],
    ['a rare word', 'hippopotamus'],
    ['a part of a rare word', 'ppopot'],
    ['three characters of many words', 'tio'],
    ['a part of many words', 'sterin'],
    ['two words of many messages', `${word(20)} ${word(45)}`],
    ['two words of some messages', `${word(2_000)} ${word(3_000)}`],
    ['an address', 'https://example.com/issue/77700'],
    ['a part of an address', 'issue/777'],
    ['nothing that there is', 'zyzzyva'],
  ]
}

const timed = async (work: () => Promise<number>): Promise<{ found: number; took: number }> => {
  const began = performance.now()
  const found = await work()
  return { found, took: performance.now() - began }
}

const warming = 3

/** Measures search beside what one would write without it, over the same messages. */
export const benchSearch = async ({ runs, messages, channels }: SearchOptions): Promise<void> => {
  await withPostgres(async ({ database }) => {
    const url = await database()
    const core = await readSideOf(url, inManyChannels(messages, channels))
    await core.close()
    const { ask, pool, seconds, bytes, close } = await searchableLog(url)
    const plain = await plainSearch(pool)
    const search = async (text: string): Promise<number> => {
      const answer = await ask.answer({ tenantId, userId: reader }, { type: 'search', text })()
      if (E.isLeft(answer) || answer.right.value.type !== 'search') throw new Error(JSON.stringify(answer))
      return answer.right.value.found.length
    }
    const contenders = [search, plain.byWords, plain.byParts]
    const rows: Array<ReadonlyArray<string>> = []
    const all = contenders.map((): Array<number> => [])
    for (const [name, text] of questions()) {
      const took = contenders.map((): Array<number> => [])
      const found = contenders.map(() => 0)
      for (let run = 0; run < runs + warming; run += 1)
        for (const [n, contender] of contenders.entries()) {
          const one = await timed(() => contender(text))
          found[n] = one.found
          if (run >= warming) for (const list of [took[n], all[n]]) list?.push(one.took)
        }
      rows.push([name, ...took.map((list, n) => `${shown(list)} (${found[n]})`)])
    }
    rows.push(['all of these', ...all.map(shown)])
    console.log(
      table(
        ['looked for', 'Parley p50 / p95 ms (found)', 'tsvector and a join', 'ilike, pg_trgm and a join'],
        rows,
      ),
    )
    const mb = (many: number): string => `${Math.round(many / 2 ** 20)} MiB`
    console.log(
      `${messages} messages in ${channels * 4} channels, of which the reader is in ${channels}. Search was built in ` +
        `${seconds.toFixed(0)} s, and takes ${mb(bytes.tables)} and ${mb(bytes.indexes)} of indexes.`,
    )
    await close()
  })
}

const shown = (took: ReadonlyArray<number>): string => {
  const sorted = took.toSorted((a, b) => a - b)
  return `${percentile(sorted, 0.5).toFixed(1)} / ${percentile(sorted, 0.95).toFixed(1)}`
}
