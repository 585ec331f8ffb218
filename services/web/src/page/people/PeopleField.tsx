import type { UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useState } from 'react'
import { Field } from '../fields/Field.tsx'
import type { FieldState } from '../fields/use-field.ts'
import { Directory } from './Directory.tsx'
import { peopleIn } from './people-in.ts'

interface PeopleFieldProps {
  readonly label: string
  readonly field: FieldState
  readonly autoFocus?: boolean
}

/** A line for people, and the directory to choose them from: who is chosen stands in the line with their id. */
export const PeopleField = ({ label, field, autoFocus = false }: PeopleFieldProps) => {
  const { typed } = field
  /** Whether one has come to it: who adds nobody need not be shown whom they might. */
  const [looking, setLooking] = useState(false)
  const begun = /[^,;]*$/.exec(typed)?.[0] ?? ''
  const before = typed.slice(0, typed.length - begun.length)
  const chosen = peopleIn(before)
  const choose = (userId: UserId): void =>
    field.type(`${before}${before === '' || before.endsWith(' ') ? '' : ' '}${userId}, `)
  return (
    <div onFocus={() => setLooking(true)}>
      <Field
        label={label}
        autoFocus={autoFocus}
        placeholder="Names, with commas between"
        spellCheck={false}
        autoComplete="off"
        field={field}
      />
      {looking && (
        <Directory
          search={begun.trim().replace(/^@/, '')}
          chosen={E.isRight(chosen) ? chosen.right : []}
          onChoose={choose}
        />
      )}
    </div>
  )
}
