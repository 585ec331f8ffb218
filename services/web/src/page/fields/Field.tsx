import type { ComponentProps } from 'react'
import { Said } from './Said.tsx'
import type { FieldState } from './use-field.ts'

interface FieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'maxLength' | 'required'> {
  readonly label: string
  readonly field: FieldState
}

/** A line to type into, with what is wrong with it beside it. All that is pasted stays, however long. */
export const Field = ({ label, field, ...rest }: FieldProps) => (
  <div className="field">
    <label htmlFor={field.id}>{label}</label>
    <input {...rest} {...partsOf(field)} onChange={(event) => field.type(event.target.value)} />
    <Said id={`${field.id}-said`} problem={field.problem} room={field.room} />
  </div>
)

interface FieldAreaProps
  extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'maxLength' | 'required'> {
  readonly label: string
  readonly field: FieldState
}

/** The same with room for several lines. */
export const FieldArea = ({ label, field, ...rest }: FieldAreaProps) => (
  <div className="field">
    <label htmlFor={field.id}>{label}</label>
    <textarea {...rest} {...partsOf(field)} onChange={(event) => field.type(event.target.value)} />
    <Said id={`${field.id}-said`} problem={field.problem} room={field.room} />
  </div>
)

const partsOf = ({ id, typed, problem }: FieldState) => ({
  id,
  value: typed,
  dir: 'auto',
  'aria-invalid': problem !== null,
  'aria-describedby': `${id}-said`,
})
