import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { browserShelf, windowShelf } from '../kept/shelf.ts'

/**
 * A window keeps its own token over reloads, so that two windows can be two people; the browser keeps the last one, for
 * windows that are new.
 */
const key = 'parley.token'

/** By this the other windows are told of a token that is dropped, whether or not it is the last one. */
const droppedKey = 'parley.dropped'

/** What a window has in place of a token where somebody else is to sign in there. */
const nobody = ''

/** The token of who is signed in in this window; in a new one, of who has signed in last in this browser. */
export const keptToken = (): string | null => {
  const own = windowShelf.get(key)
  if (own !== null) return own === nobody ? null : own
  const last = browserShelf.get(key)
  if (last !== null) windowShelf.put(key, last)
  return last
}

export const keepToken = (token: string): void => {
  windowShelf.put(key, token)
  browserShelf.put(key, token)
}

/** Lets somebody else sign in in this window, and leaves the others as they are. */
export const leaveWindow = (): void => {
  windowShelf.put(key, nobody)
}

/** Drops a token, in all windows. This one does not go on as who else has signed in in this browser. */
export const dropToken = (token: string): void => {
  leaveWindow()
  if (browserShelf.get(key) === token) browserShelf.drop(key)
  browserShelf.put(droppedKey, token)
  browserShelf.drop(droppedKey)
}

/** Leaves this window too when a token is dropped in another, and calls back; gives what ends it. */
export const onDropped = (token: string, dropped: () => void): (() => void) => {
  const listen = (event: StorageEvent): void => {
    if (event.key !== droppedKey || event.newValue !== token) return
    leaveWindow()
    dropped()
  }
  addEventListener('storage', listen)
  return () => removeEventListener('storage', listen)
}

/** Why there is no token for a name. NoneHere: this server hands out none; tokens come from elsewhere. */
export type NoToken = { readonly _tag: 'NoneHere' } | { readonly _tag: 'Refused'; readonly reason: string }

const Handed = t.type({ token: t.string })
const Refusal = t.union([t.type({ error: t.string }), t.type({ message: t.string })])

/** Asks the server that handed out this page for a token for a name. */
export const askForToken = async (name: string): Promise<E.Either<NoToken, string>> => {
  try {
    const response = await fetch(new URL('dev/token', document.baseURI), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
    if (response.status === 403 || response.status === 404) return E.left({ _tag: 'NoneHere' })
    const body: unknown = await response.json()
    const handed = Handed.decode(body)
    if (response.ok && E.isRight(handed)) return E.right(handed.right.token)
    return E.left({ _tag: 'Refused', reason: refusalWords(body, response.status) })
  } catch {
    return E.left(unreachable)
  }
}

const unreachable: NoToken = { _tag: 'Refused', reason: 'The server cannot be reached.' }

const refusalWords = (body: unknown, status: number): string => {
  const refusal = Refusal.decode(body)
  if (E.isLeft(refusal)) return `The server answered with ${status}.`
  return 'error' in refusal.right ? refusal.right.error : refusal.right.message
}

/** The server that handed out this page, without a slash at the end. */
export const serverUrl = (): string => new URL('.', document.baseURI).href.replace(/\/$/, '')

/** The gateway of the server that handed out this page. */
export const gatewayUrl = (): string => {
  const url = new URL('ws', document.baseURI)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  return url.href
}
