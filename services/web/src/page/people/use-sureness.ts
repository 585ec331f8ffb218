import type { UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { failureWords } from '../app/failure-words.ts'
import { unknownAmong } from './known.ts'

/**
 * Asks once more where somebody is named whom nobody here is known as: what is begun with a name that was mistyped is
 * there for good. `isSure` says whether all of these people are known, or have been named again after `doubt` was
 * shown; `unsure` takes the doubt back, as when something else was typed.
 */
export const useSureness = () => {
  const client = useClient()
  const [doubted, setDoubted] = useState<ReadonlyArray<UserId>>([])
  const [failure, setFailure] = useState<string | null>(null)
  const isSure = async (people: ReadonlyArray<UserId>): Promise<boolean> => {
    const unknown = await unknownAmong(client, people)
    setFailure(E.isLeft(unknown) ? failureWords(unknown.left) : null)
    if (E.isLeft(unknown)) return false
    if (unknown.right.every((userId) => doubted.includes(userId))) return true
    setDoubted(unknown.right)
    return false
  }
  const unsure = (): void => {
    setDoubted([])
    setFailure(null)
  }
  return { doubt: failure ?? doubtWords(doubted), doubted, isSure, unsure }
}

const doubtWords = (people: ReadonlyArray<UserId>): string | null => {
  const [first] = people
  if (first === undefined) return null
  return people.length === 1
    ? `Nobody called “${first}” is known here.`
    : `Nobody is known here by these names: ${people.join(', ')}.`
}
