import { channelTypes } from './tables.ts'
import { permissionsOf } from './permissions.ts'

/** What holds in every tenant: the presets of the types, and no rule beside them. */
export const permissions = /* @__PURE__ */ permissionsOf(channelTypes)
