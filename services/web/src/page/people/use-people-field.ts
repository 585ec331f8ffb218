import type { UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useId, useState } from 'react'
import type { FieldState } from '../fields/use-field.ts'
import { peopleIn } from './people-in.ts'
import { useSureness } from './use-sureness.ts'

/** What a field of names gives: those who were typed. */
interface PeopleField {
  readonly field: FieldState
  /** Those whom nobody here is known as, once that was said: to go on is to mean them all the same. */
  readonly doubted: ReadonlyArray<UserId>
  /** The people that were typed; null, after which the field says why, where one is no name or has to be sure. */
  readonly take: () => Promise<ReadonlyArray<UserId> | null>
}

/** A field for names, with commas between; `blank` is why none at all is not taken, null where it is. */
export const usePeopleField = (blank: string | null): PeopleField => {
  const id = useId()
  const { doubt, doubted, isSure, unsure } = useSureness()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const type = (text: string): void => {
    setTyped(text)
    setProblem(null)
    unsure()
  }
  const take = async (): Promise<ReadonlyArray<UserId> | null> => {
    const people = peopleIn(typed)
    const wrong = E.isLeft(people) ? people.left : people.right.length === 0 ? blank : null
    setProblem(wrong)
    if (E.isLeft(people) || wrong !== null) return null
    return (await isSure(people.right)) ? people.right : null
  }
  return { field: { id, typed, type, problem: problem ?? doubt, room: null }, doubted, take }
}
