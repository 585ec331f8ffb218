import type { UserId } from '@parley/domain'
import { maxSearchLength } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useState } from 'react'
import { useClient } from '../app/client-context.ts'

interface PeopleFound {
  readonly search: string
  readonly people: ReadonlyArray<UserId>
}

/** How many are offered. */
const most = 8

/** People who are known here and whose name holds what is searched for, best first; null until that is known. */
export const usePeople = (search: string): ReadonlyArray<UserId> | null => {
  const client = useClient()
  const [found, setFound] = useState<PeopleFound | null>(null)
  const isAsked = search !== '' && search.length <= maxSearchLength
  useEffect(() => {
    if (!isAsked) return
    let current = true
    const ask = async (): Promise<void> => {
      const answer = await client.query({ type: 'people', search, limit: most })
      if (current && E.isRight(answer)) setFound({ search, people: answer.right.value.people })
    }
    void ask()
    return () => {
      current = false
    }
  }, [client, search, isAsked])
  if (!isAsked) return none
  return found?.search === search ? found.people : null
}

const none: ReadonlyArray<UserId> = []
