import * as t from 'io-ts'
import { tidyName, typed } from '../text/typed.ts'
import { isShownName } from '../text/shown-name.ts'

/** The most characters (UTF-16 units) of the id of what stands outside. */
export const maxOuterIdLength = 128

interface OuterBrand {
  readonly OuterId: unique symbol
}
/** What stands outside of the engine, by the customer's own id for it: 1 to 128 characters, none a control character. */
export const OuterId = t.brand(
  t.string,
  (s): s is t.Branded<string, OuterBrand> => isShownName(s, maxOuterIdLength),
  'OuterId',
)
export type OuterId = t.TypeOf<typeof OuterId>
/** The same as people type it, in one spelling (NAME-11). */
export const TypedOuterId = typed(OuterId, tidyName)

/** What a channel may be attached to, each by an id of its own. */
const attachments = (id: typeof OuterId | typeof TypedOuterId) => ({
  postId: id,
  videoStreamId: id,
  roomId: id,
})

/** What a channel is attached to, outside of the engine: a post, a video stream, a room. */
export const AttachedTo = t.exact(t.partial(attachments(OuterId)), 'AttachedTo')
export type AttachedTo = t.TypeOf<typeof AttachedTo>
export const TypedAttachedTo = t.exact(t.partial(attachments(TypedOuterId)), 'TypedAttachedTo')

/** What a channel stands in relation to from its beginning on, where there is any; for everyone in it to see. */
export const relations = {
  /** Whose channel it is, where its type says that it is one of a company. */
  companyId: OuterId,
  /** Whose channel it is, where its type says that it is the one of a community. */
  communityId: OuterId,
  attachedTo: AttachedTo,
}
/** The same as clients write it. */
export const typedRelations = {
  companyId: TypedOuterId,
  communityId: TypedOuterId,
  attachedTo: TypedAttachedTo,
}
export type Relations = Partial<t.TypeOf<t.TypeC<typeof relations>>>

/** The relations that there are of these: what is attached to nothing is not attached. */
export const relationsOf = ({ companyId, communityId, attachedTo }: Relations): Relations => ({
  ...(companyId === undefined ? {} : { companyId }),
  ...(communityId === undefined ? {} : { communityId }),
  ...(attachedTo === undefined || Object.values(attachedTo).every((id) => id === undefined)
    ? {}
    : { attachedTo }),
})
