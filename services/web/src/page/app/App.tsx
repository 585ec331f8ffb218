import { type Client, connect } from '@parley/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { SignIn } from '../sign-in/SignIn.tsx'
import { ClientContext } from './client-context.ts'
import { reasonWords } from './failure-words.ts'
import { Notices } from './notices.tsx'
import { dropToken, gatewayUrl, keepToken, keptToken } from './session.ts'
import { Shell } from './Shell.tsx'

const connectWith = (token: string): Client => connect({ url: gatewayUrl(), token: () => token })

/** Sign-in where there is no token, or none that the server takes; else the page of who is signed in. */
export const App = () => {
  const [client, setClient] = useState(() => {
    const token = keptToken()
    return token === null ? null : connectWith(token)
  })
  const [reason, setReason] = useState<string | null>(null)
  const leave = (why: string | null): void => {
    dropToken()
    client?.close()
    setReason(why)
    setClient(null)
  }
  const enter = (token: string): void => {
    keepToken(token)
    setReason(null)
    setClient(connectWith(token))
  }
  return client === null ? (
    <SignIn reason={reason} onToken={enter} />
  ) : (
    <SignedIn client={client} onLeave={leave} />
  )
}

interface SignedInProps {
  readonly client: Client
  readonly onLeave: (reason: string | null) => void
}

/** The page over a client, until its token is turned down. */
const SignedIn = ({ client, onLeave }: SignedInProps) => {
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
