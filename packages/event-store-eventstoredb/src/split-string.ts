import type { Credentials } from '@eventstore/db-client'

/** A connection string in parts. */
export interface Split {
  /** What the client's parser is to read. */
  readonly plain: string
  readonly credentials: Credentials | undefined
  /** `tlsVerifyCert`. */
  readonly verify: boolean
}

export const notUnderstood = (expected: string): Error =>
  new Error(`The connection string is not understood: expected ${expected}`)

const credentialsOf = (text: string | undefined): Credentials | undefined => {
  if (text === undefined) return undefined
  const [, username, password] = /^([^:]+):(.+)$/s.exec(text) ?? []
  if (username === undefined || password === undefined) throw notUnderstood('username:password')
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) }
}

/**
 * Takes out of a connection string what the client's parser is not to have: the credentials, since it prints the
 * string where it warns, and ends a password at its second colon; and `tlsVerifyCert=false`, of which it says that it
 * has no effect. Throws where the credentials are none, or no host is named.
 */
export const split = (connectionString: string): Split => {
  const [, scheme = '', who, rest = ''] =
    /^([a-z]+(?:\+discover)?:\/\/)(?:([^?]*)@)?(.*)$/is.exec(connectionString.trim()) ?? []
  if (scheme !== '' && rest === '') throw notUnderstood('host')
  const verified = rest.replace(
    /([?&])tls[_-]?verify[_-]?cert=false(&|$)/i,
    (_, before: string, after: string) => (after === '' ? '' : before),
  )
  return {
    // To the parser, whatever stands before an @ is credentials, an option too.
    plain: scheme.toLowerCase().replace(/^(?:kurrentdb|kdb)/, 'esdb') + verified.replaceAll('@', '%40'),
    credentials: credentialsOf(who),
    verify: verified === rest,
  }
}
