import { type Client, connect } from '@parley/client'
import { type Files, files } from '@parley/client/files'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { dropAllOf } from '../kept/person-keys.ts'
import { keepUnsent } from '../kept/unsent.ts'
import { SignIn } from '../sign-in/SignIn.tsx'
import { FilesContext } from '../files/files-context.ts'
import { ClientContext } from './client-context.ts'
import { reasonWords } from './failure-words.ts'
import { Notices } from './notices.tsx'
import { dropToken, gatewayUrl, keepToken, keptToken, leaveWindow, onDropped, serverUrl } from './session.ts'
import { Shell } from './Shell.tsx'

/** Who is signed in in this window. */
interface Session {
  readonly token: string
  readonly client: Client
  readonly files: Files
}

const sessionWith = (token: string): Session => {
  const client = connect({ url: gatewayUrl(), token: () => token })
  return { token, client, files: files({ client, url: serverUrl(), token: () => token }) }
}

/** Sign-in where there is no token, or none that the server takes; else the page of who is signed in. */
export const App = () => {
  const [session, setSession] = useState(() => {
    const token = keptToken()
    return token === null ? null : sessionWith(token)
  })
  const [reason, setReason] = useState<string | null>(null)
  const leave = useCallback((why: string | null): void => {
    setReason(why)
    setSession(null)
  }, [])
  const enter = (token: string): void => {
    keepToken(token)
    setReason(null)
    setSession(sessionWith(token))
  }
  return session === null ? (
    <SignIn reason={reason} onToken={enter} />
  ) : (
    <SignedIn session={session} onLeave={leave} />
  )
}

interface SignedInProps {
  readonly session: Session
  readonly onLeave: (reason: string | null) => void
}

/** The page over a client, until its token is turned down or dropped, or somebody else is to use the window. */
const SignedIn = ({ session: { token, client, files: own }, onLeave }: SignedInProps) => {
  const denial = useSyncExternalStore(client.subscribe, () => client.state().denial)
  useEffect(() => {
    const stop = keepUnsent(client, Date.now)
    return () => {
      stop()
      client.close()
    }
  }, [client])
  useEffect(() => {
    if (denial === null) return
    // What one wrote stays, for the token that comes next.
    dropToken(token)
    onLeave(reasonWords(denial))
  }, [denial, token, onLeave])
  // It was turned down there, and what one wrote stays; or one has signed out there, and it is gone already.
  useEffect(() => onDropped(token, () => onLeave(null)), [token, onLeave])
  return (
    <ClientContext value={client}>
      <FilesContext value={own}>
        <Notices>
          <Shell
            onSignOut={() => signOut(token, client, onLeave)}
            onOther={() => {
              leaveWindow()
              onLeave(null)
            }}
          />
        </Notices>
      </FilesContext>
    </ClientContext>
  )
}

/** Leaves nothing behind. */
const signOut = (token: string, client: Client, onLeave: SignedInProps['onLeave']): void => {
  const { me } = client.state()
  onLeave(null)
  dropToken(token)
  if (me !== null) dropAllOf(me)
}
