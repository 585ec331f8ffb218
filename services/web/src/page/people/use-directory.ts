import type { Client } from '@parley/client'
import { maxSearchLength, type PersonView } from '@parley/contract'
import type { UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/** A part of the directory, from its beginning on. */
interface Listed {
  readonly search: string
  readonly people: ReadonlyArray<PersonView>
  readonly more: boolean
}

/** How many come at once. */
const atOnce = 8

/** The next people after those that are listed, with those; null where they can't be had just now. */
const listFurther = async (
  client: Client,
  { search, people }: Omit<Listed, 'more'>,
): Promise<Listed | null> => {
  const last = people.at(-1)?.userId
  const after: { readonly after?: UserId } = last === undefined ? {} : { after: last }
  const answer = await client.query({ type: 'directory', search, limit: atOnce, ...after })
  if (E.isLeft(answer)) return null
  const { people: found, more } = answer.right.value
  return { search, people: [...people, ...found], more }
}

/** The people who are found by what is typed, as far as they were asked for; null until that is known. */
export const useDirectory = (search: string) => {
  const client = useClient()
  const isOnline = useClientState((state) => state.status === 'online')
  const [listed, setListed] = useState<Listed | null>(null)
  const isAsked = isOnline && search.length <= maxSearchLength
  useEffect(() => {
    if (!isAsked) return
    let current = true
    const begin = async (): Promise<void> => {
      const found = await listFurther(client, { search, people: [] })
      if (current && found !== null) setListed(found)
    }
    void begin()
    return () => {
      current = false
    }
  }, [client, search, isAsked])

  const shown = listed?.search === search ? listed : null
  const loadMore = async (): Promise<void> => {
    if (shown === null) return
    const found = await listFurther(client, shown)
    // Something else was typed meanwhile, or it was asked for twice.
    if (found !== null) setListed((now) => (now === shown ? found : now))
  }
  return { listed: shown, loadMore }
}
