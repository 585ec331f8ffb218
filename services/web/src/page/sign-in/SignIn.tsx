import * as E from 'fp-ts/lib/Either.js'
import { type FormEvent, useState } from 'react'
import { askForToken } from '../app/session.ts'
import { Mark } from '../ui/Mark.tsx'

interface SignInProps {
  /** Why one is here again. */
  readonly reason: string | null
  readonly onToken: (token: string) => void
}

/** By name where the server hands out tokens; by a token from elsewhere where it does not. */
export const SignIn = ({ reason, onToken }: SignInProps) => {
  const [by, setBy] = useState<'name' | 'token'>('name')
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)

  const enter = async (): Promise<void> => {
    const text = typed.trim()
    if (text === '') return
    if (by === 'token') return onToken(text)
    setBusy(true)
    const token = await askForToken(text)
    setBusy(false)
    if (E.isRight(token)) return onToken(token.right)
    if (token.left._tag === 'Refused') return setRefused(token.left.reason)
    choose('token')
    setRefused('This server hands out no tokens. Paste one that you were given.')
  }
  const choose = (other: 'name' | 'token'): void => {
    setBy(other)
    setTyped('')
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
        <label>
          {by === 'name' ? 'Your name' : 'Your token'}
          <input
            key={by}
            autoFocus
            required
            value={typed}
            maxLength={by === 'name' ? 128 : undefined}
            autoComplete={by === 'name' ? 'username' : 'off'}
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
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
