import { useId, useState } from 'react'
import type { Takes } from './takes.ts'
import { useTaken } from './use-taken.ts'

/** A field as its parts need it: what was typed, and what is said of it. */
export interface FieldState {
  readonly id: string
  readonly typed: string
  readonly type: (typed: string) => void
  readonly problem: string | null
  readonly room: number | null
}

/** What is typed into a field that takes something of the domain's; `take` as `useTaken` has it, without blanks around. */
export const useField = <A extends string>(
  takes: Takes<A>,
  initially = '',
): { readonly field: FieldState; readonly take: () => A | null } => {
  const id = useId()
  const [typed, type] = useState(initially)
  const { problem, room, take } = useTaken(takes, typed.trim())
  return { field: { id, typed, type, problem, room }, take }
}
