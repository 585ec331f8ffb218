import * as E from 'fp-ts/lib/Either.js'
import { type FormEvent, useState } from 'react'
import { askForToken } from '../app/session.ts'
import { Field } from '../fields/Field.tsx'
import { anyToken, personName } from '../fields/takes.ts'
import { useField } from '../fields/use-field.ts'
import { Mark } from '../ui/Mark.tsx'

/** One's own name, as the rules have any person's. */
const ownName = { ...personName, blank: 'Say who you are first.' }

interface SignInProps {
  /** Why one is here again. */
  readonly reason: string | null
  readonly onToken: (token: string) => void
}

/** By name where the server hands out tokens; by a token from elsewhere where it does not. */
export const SignIn = ({ reason, onToken }: SignInProps) => {
  const [by, setBy] = useState<'name' | 'token'>('name')
  const name = useField(ownName)
  const token = useField(anyToken)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)

  const enter = async (): Promise<void> => {
    const text = by === 'name' ? name.take() : token.take()
    if (busy || text === null) return
    if (by === 'token') return onToken(text)
    setBusy(true)
    const answer = await askForToken(text)
    setBusy(false)
    if (E.isRight(answer)) return onToken(answer.right)
    if (answer.left._tag === 'Refused') return setRefused(answer.left.reason)
    choose('token')
    setRefused('This server hands out no tokens. Paste one that you were given.')
  }
  const choose = (other: 'name' | 'token'): void => {
    setBy(other)
    setRefused(null)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void enter()
  }
  const problem = refused ?? reason

  return (
    <main className="sign-in">
      <form onSubmit={onSubmit}>
        <h1>
          <Mark /> Parley
        </h1>
        <p className="motto">A talk among people who mean to understand each other.</p>
        {by === 'name' ? (
          <Field
            key="name"
            label="Your name"
            autoFocus
            autoComplete="username"
            spellCheck={false}
            field={name.field}
          />
        ) : (
          <Field
            key="token"
            label="Your token"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            field={token.field}
          />
        )}
        {problem !== null && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={busy}>
          {busy ? 'One moment…' : 'Come in'}
        </button>
        <button type="button" className="quiet" onClick={() => choose(by === 'name' ? 'token' : 'name')}>
          {by === 'name' ? 'I have a token' : 'Sign in by name'}
        </button>
      </form>
    </main>
  )
}
