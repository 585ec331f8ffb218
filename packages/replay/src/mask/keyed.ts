import { certain, CommandId, keyInTenant, type TenantId, UserId } from '@parley/domain'
import { remembering } from '../remembering.ts'
import { hmacSha256 } from './hmac.ts'

/** Names that stand for others, by a key: the same for the same, and without the key not to be found out. */
export interface Keyed {
  /** `person:<tenant>.<person>` hashed, in base64url: one name in two tenants is two people. */
  readonly person: (tenantId: TenantId, userId: string) => UserId
  /** The first 16 bytes of `id:<uuid>` hashed, as a UUID of version 8. */
  readonly id: (uuid: string) => string
  /** `command:<tenant>.<name>` hashed, in base64url. */
  readonly command: (tenantId: TenantId, name: string) => CommandId
}

/** The fewest bytes of a key: fewer could be tried out. */
export const leastKeyBytes = 16

/** So many are remembered: people come again and again, ids of channels and of messages for a while. */
const remembered = { people: 20_000, ids: 1_024 } as const

/** Hashes by HMAC-SHA-256 with a key. Throws a `RangeError` where it is too short to be one. */
export const keyed = (key: Uint8Array): Keyed => {
  if (key.byteLength < leastKeyBytes) throw new RangeError(`a key has at least ${leastKeyBytes} bytes`)
  const hmac = hmacSha256(key)
  const person = remembering(remembered.people, (whose) => base64url(hmac(`person:${whose}`)))
  const id = remembering(remembered.ids, (uuid) => uuidOf(hmac(`id:${uuid}`)))
  return {
    person: (tenantId, userId) => certain(UserId, person(keyInTenant(tenantId, userId))),
    id,
    command: (tenantId, name) =>
      certain(CommandId, base64url(hmac(`command:${keyInTenant(tenantId, name)}`))),
  }
}

const base64url = (digest: Buffer): string => digest.toString('base64url')

/** RFC 9562: version 8 is for UUIDs made in a way of one's own. */
const uuidOf = (digest: Buffer): string => {
  const bytes = digest.subarray(0, 16)
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
