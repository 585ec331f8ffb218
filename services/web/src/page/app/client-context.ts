import type { Client, ClientState } from '@parley/client'
import { createContext, useContext, useSyncExternalStore } from 'react'

export const ClientContext = createContext<Client | null>(null)

/** The SDK's client of who is signed in. Throws outside of the signed-in page. */
export const useClient = (): Client => {
  const client = useContext(ClientContext)
  if (client === null) throw new Error('There is no client outside of the signed-in page')
  return client
}

/** A part of the SDK's state, told anew when it is another object. `select` gives what is in the state, and makes nothing. */
export const useClientState = <A>(select: (state: ClientState) => A): A => {
  const client = useClient()
  return useSyncExternalStore(client.subscribe, () => select(client.state()))
}

/** Who is signed in; before the server has said so, nobody. */
export const useMe = () => useClientState((state) => state.me?.userId ?? null)
