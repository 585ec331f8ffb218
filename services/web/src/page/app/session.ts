import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** Kept for this window alone, so that two windows can be two people. */
const key = 'parley.token'

export const keptToken = (): string | null => sessionStorage.getItem(key)
export const keepToken = (token: string): void => sessionStorage.setItem(key, token)
export const dropToken = (): void => sessionStorage.removeItem(key)

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

/** The gateway of the server that handed out this page. */
export const gatewayUrl = (): string => {
  const url = new URL('ws', document.baseURI)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.hash = ''
  return url.href
}
