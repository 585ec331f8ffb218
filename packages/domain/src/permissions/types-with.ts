import { type ChannelType, channelTypes, type NamedChannelType } from './tables.ts'
import type { Traits } from './traits.ts'

/** The types whose traits are such, in the order of the table. */
export const typesWith = (are: (traits: Traits) => boolean): ReadonlyArray<ChannelType> =>
  (Object.keys(channelTypes) as Array<ChannelType>).filter((type) => are(channelTypes[type]))

/** The types that a channel is created of under a name. */
export const namedChannelTypes = /* @__PURE__ */ typesWith(
  ({ naming }) => naming === 'own',
) as ReadonlyArray<NamedChannelType>

/** Those of them that people create one of by themselves. */
export const peoplesChannelTypes: ReadonlyArray<NamedChannelType> = /* @__PURE__ */ namedChannelTypes.filter(
  (type) => channelTypes[type].begunBy === 'everyone',
)
