import type * as t from 'io-ts'
import type { StreamKindName } from '../streams/stream-kind-name.ts'
import { TenantId } from '../values/ids.ts'
import { keyInTenant } from '../values/key-in-tenant.ts'
import type { RowKey } from './row.ts'

/**
 * Whose the revisions of a stream are: of all who watch the channel that its events name, of one person alone, of all
 * who know of the person that its events name (`acquainted`), each of which is good for itself, or of nobody, where
 * nobody is told of its events.
 */
export type Whose = 'channel' | 'person' | 'acquainted' | 'nobody'

/**
 * A kind of stream: `channel`, say. Its streams are called `<kind>-<tenant>.<id>`. The tenant is part of the name, so
 * that no id, however guessed, reaches into another tenant; a tenant has no dot, so that a name reads back in one way.
 */
export interface StreamKind<
  Kind extends StreamKindName = StreamKindName,
  Id extends string = string,
  IdCodec extends t.Mixed = t.Mixed,
  Of extends Whose = Whose,
> {
  readonly kind: Kind
  /** It follows who may be told of its events. */
  readonly whose: Of
  /** The field of its events that says which of its streams they stand in. */
  readonly id: Id
  readonly codec: IdCodec
  /** The row that nearly every decision about such a stream looks at, if there is one. */
  readonly keptAtHand: RowKey | undefined
  /** The event that such a stream begins with; undefined: each event stands for itself, and needs none before it. */
  readonly beginsWith: string | undefined
}

/** What tells a stream of this kind from the others of its kind. */
export type AddressOf<Kind> =
  Kind extends StreamKind<infer Name, infer Id, infer Codec>
    ? { readonly kind: Name; readonly tenantId: TenantId } & { readonly [Field in Id]: t.TypeOf<Codec> }
    : never

/** A stream of whichever kind, by its parts. */
export interface AnyAddress {
  readonly kind: string
  readonly tenantId: TenantId
}

/** Declares a kind of stream. */
export const streamKind = <
  Kind extends StreamKindName,
  Id extends string,
  IdCodec extends t.Mixed,
  const Of extends Whose,
>(
  described: StreamKind<Kind, Id, IdCodec, Of>,
): StreamKind<Kind, Id, IdCodec, Of> => described

/** The name of the stream of this kind that an event stands in, or that an address names, by its fields. */
export const streamName = (
  { kind, id }: Pick<StreamKind, 'kind' | 'id'>,
  fields: { readonly tenantId: TenantId; readonly [field: string]: unknown },
): string => `${kind}-${keyInTenant(fields.tenantId, String(fields[id]))}`

const parts = /^([a-z]+)-([^.]*)\.(.*)$/su

/**
 * Whose stream a name names, among these kinds; undefined where it is of none of them. The whole name counts:
 * `channel-tv` is another program's, whatever it begins with.
 */
export const addressIn = (kinds: ReadonlyArray<StreamKind>, name: string): AnyAddress | undefined => {
  const [, kind, tenantId, id] = parts.exec(name) ?? []
  const known = kinds.find((one) => one.kind === kind)
  if (known === undefined || !TenantId.is(tenantId) || !known.codec.is(id)) return undefined
  const address: AnyAddress & Readonly<Record<string, unknown>> = {
    kind: known.kind,
    tenantId,
    [known.id]: id,
  }
  return address
}
