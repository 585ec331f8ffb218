import type { UUID } from '@eventstore/db-client/generated/shared_pb.js'

export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

export const uuidOf = (uuid: UUID | undefined): string => uuid?.getString() ?? ''
