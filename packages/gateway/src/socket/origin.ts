import type { IncomingMessage } from 'node:http'

/** Which pages may connect: those of the host that they connect to, those of a list of origins, or all. */
export type OriginPolicy = 'same-host' | 'any' | ReadonlyArray<string>

/** Browsers say which page connects; whatever is no browser says nothing, and is let through to show its token. */
export const isAllowedOrigin = (policy: OriginPolicy, { headers }: IncomingMessage): boolean => {
  const { origin, host } = headers
  if (origin === undefined || policy === 'any') return true
  if (policy !== 'same-host') return policy.includes(origin)
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}
