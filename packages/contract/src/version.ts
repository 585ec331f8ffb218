/** The version of the protocol that this package speaks. A client names it when it authenticates. */
export const protocolVersion = 1
