import { namespaceOf, uuidOfName } from './uuid-of-name.ts'

/**
 * Names that follow from other names (UUID version 5, RFC 9562): the same command, sent again to any node after
 * any crash, speaks of the same channel, the same message and the same events.
 */
const parley = namespaceOf('b6f1c3d2-6f0a-5b8e-9a35-5d0f6f3c7e21')

/** The UUID of these parts. JSON keeps them apart, whatever characters they hold. */
export const derivedId = (...parts: ReadonlyArray<string | number>): string =>
  uuidOfName(parley, JSON.stringify(parts))
