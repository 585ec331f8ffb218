import { Field } from '../fields/Field.tsx'
import type { FieldState } from '../fields/use-field.ts'
import { usePeople } from './use-people.ts'

interface PeopleFieldProps {
  readonly label: string
  readonly field: FieldState
}

/** A line for names, which offers those who are known as one types. */
export const PeopleField = ({ label, field }: PeopleFieldProps) => {
  const { typed } = field
  const begun = /[^,;]*$/.exec(typed)?.[0] ?? ''
  const before = typed.slice(0, typed.length - begun.length)
  const people = usePeople(begun.trim().replace(/^@/, ''))
  const listId = `${field.id}-offered`
  return (
    <>
      <Field
        label={label}
        placeholder="Names, with commas between"
        spellCheck={false}
        autoComplete="off"
        list={listId}
        field={field}
      />
      <datalist id={listId}>
        {people?.map((userId) => (
          <option key={userId} value={`${before}${before === '' ? '' : ' '}${userId}`}>
            {userId}
          </option>
        ))}
      </datalist>
    </>
  )
}
