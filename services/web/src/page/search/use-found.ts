import type { ClientState } from '@parley/client'
import type { QueryOf, ResultOf } from '@parley/contract'
import { certain, Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useCallback, useEffect, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { failureWords } from '../app/failure-words.ts'

/** A message that was found, and where. */
export type FoundMessage = ResultOf<'search'>['found'][number]

/** What was found so far. */
export interface FoundSoFar {
  readonly of: QueryOf<'search'>
  readonly messages: ReadonlyArray<FoundMessage>
  readonly next: string | null
}

/** The position of the latest that is known here of any channel. */
const latestOf = ({ conversations }: ClientState): Position =>
  [...conversations.values()].reduce<Position>(
    (latest, { channel }) => (channel.position > latest ? channel.position : latest),
    certain(Position, 0),
  )

/** Milliseconds for which somebody may go on typing before it is looked for. */
const rest = 150
/** A page may be empty where much had to be looked through: then the next is asked for, so many times. */
const mostEmpty = 5

interface Looked {
  readonly of: QueryOf<'search'>
  readonly found: FoundSoFar | null
  readonly problem: string | null
  readonly isOver: boolean
}

/**
 * What is found, page by page, as one types; null until the first has come. What was found before stays until then.
 * `problem`: why the last page did not come. `asked` is another object only where it is another question.
 */
export const useFound = (asked: QueryOf<'search'> | null) => {
  const client = useClient()
  const [looked, setLooked] = useState<Looked | null>(null)
  const look = useCallback(
    async (before: FoundSoFar, isCurrent: () => boolean): Promise<void> => {
      let found: FoundSoFar | null = before.messages.length > 0 ? before : null
      let next = before.next
      // What one has seen is found.
      const atLeast = latestOf(client.state())
      for (let n = 1; ; n += 1) {
        const answer = await client.query({
          ...before.of,
          atLeast,
          ...(next === null ? {} : { after: next }),
        })
        if (!isCurrent()) return
        if (E.isLeft(answer))
          return setLooked({ of: before.of, found, problem: failureWords(answer.left), isOver: true })
        const { value } = answer.right
        next = value.next
        found = { of: before.of, messages: [...(found?.messages ?? []), ...value.found], next }
        const isOver = value.found.length > 0 || next === null || n === mostEmpty
        setLooked({ of: before.of, found, problem: null, isOver })
        if (isOver) return
      }
    },
    [client],
  )
  useEffect(() => {
    if (asked === null) return undefined
    let current = true
    const begin: FoundSoFar = { of: asked, messages: [], next: null }
    const timer = setTimeout(() => void look(begin, () => current), rest)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [asked, look])
  const loadMore = useCallback(async () => {
    if (looked?.found?.next != null) await look(looked.found, () => true)
  }, [looked, look])
  const isOver = looked !== null && looked.of === asked && looked.isOver
  return asked === null
    ? { found: null, problem: null, loading: false, loadMore }
    : { found: looked?.found ?? null, problem: looked?.problem ?? null, loading: !isOver, loadMore }
}
