import type { UUID } from '@eventstore/db-client/generated/shared_pb.js'

const hex = (half: string): string => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0')

/** A UUID off the wire, lower-case: servers send it as a string, or as two numbers where they made it themselves. */
export const uuidOf = (uuid: UUID | undefined): string => {
  const parts = uuid?.getStructured()
  if (parts === undefined) return uuid?.getString() ?? ''
  const digits = hex(parts.getMostSignificantBits()) + hex(parts.getLeastSignificantBits())
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
