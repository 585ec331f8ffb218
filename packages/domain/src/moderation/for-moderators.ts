import { toModerators } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'

/** How what moderators do is told, in its first version: to them alone (MOD-4), and nothing takes it back. */
export const forModerators = {
  version: 1,
  upcasters: [],
  audience: toModerators,
  id: idByCommand,
  says: {},
  takesBack: undefined,
} as const
