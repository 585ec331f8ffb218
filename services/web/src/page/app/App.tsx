import { type Client, connect } from '@parley/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { SignIn } from '../sign-in/SignIn.tsx'
import { ClientContext } from './client-context.ts'
import { reasonWords } from './failure-words.ts'
import { Notices } from './notices.tsx'
import { dropToken, gatewayUrl, keepToken, keptToken } from './session.ts'
import { Shell } from './Shell.tsx'

/** Sign-in where there is no token, or none that the server takes; else the page of who is signed in. */
export const App = () => {
  const [token, setToken] = useState(keptToken)
  const [reason, setReason] = useState<string | null>(null)
  const leave = (why: string | null): void => {
    dropToken()
    setReason(why)
    setToken(null)
  }
  const enter = (entered: string): void => {
    keepToken(entered)
    setReason(null)
    setToken(entered)
  }
  return token === null ? (
    <SignIn reason={reason} onToken={enter} />
  ) : (
    <Connected key={token} token={token} onLeave={leave} />
  )
}

interface ConnectedProps {
  readonly token: string
  readonly onLeave: (reason: string | null) => void
}

const Connected = ({ token, onLeave }: ConnectedProps) => {
  const [client, setClient] = useState<Client | null>(null)
  useEffect(() => {
    const connected = connect({ url: gatewayUrl(), token: () => token })
    setClient(connected)
    return () => connected.close()
  }, [token])
  return client === null ? null : <SignedIn client={client} onLeave={onLeave} />
}

/** The page over a client, until its token is turned down. */
export const SignedIn = ({
  client,
  onLeave,
}: Omit<ConnectedProps, 'token'> & { readonly client: Client }) => {
  const denial = useSyncExternalStore(client.subscribe, () => client.state().denial)
  useEffect(() => {
    if (denial !== null) onLeave(reasonWords(denial))
  }, [denial, onLeave])
  return (
    <ClientContext value={client}>
      <Notices>
        <Shell onSignOut={() => onLeave(null)} />
      </Notices>
    </ClientContext>
  )
}
