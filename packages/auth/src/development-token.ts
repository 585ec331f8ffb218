import type { TenantId, UserId } from '@parley/domain'
import { SignJWT } from 'jose'
import { type Clock, systemClock } from '@parley/runtime'

/** How long a development token lasts, in seconds. */
export const developmentTokenLasts = 12 * 60 * 60

/** A token for anybody, signed with a secret of this machine's own: for trying things out, never for the world. */
export const issueDevelopmentToken = async (
  secret: string,
  whose: { readonly tenantId: TenantId; readonly userId: UserId },
  clock: Pick<Clock, 'now'> = systemClock,
): Promise<string> => {
  const now = Math.floor(clock.now() / 1_000)
  return new SignJWT({ tenant: whose.tenantId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(whose.userId)
    .setIssuedAt(now)
    .setExpirationTime(now + developmentTokenLasts)
    .sign(new TextEncoder().encode(secret))
}
