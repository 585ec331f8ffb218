import * as t from 'io-ts'
import type { JsonObject } from '../kit/upcaster.ts'
import { isShownName } from '../text/shown-name.ts'
import { tidyName, typed } from '../text/typed.ts'
import { fitsInto } from '../values/json-fits.ts'
import { listOf } from '../values/list-of.ts'

/** The most bytes of metadata, as it is written. */
export const maxMetadataBytes = 8 * 1024
/** The most tags of a channel or a message, and the most characters (UTF-16 units) of one. */
export const maxTags = 32
export const maxTagLength = 64

interface MetadataBrand {
  readonly Metadata: unique symbol
}
/** What an application keeps with a channel or a message: a JSON object of at most 8 KiB as it is written, 16 deep. */
export const Metadata = t.refinement(
  t.UnknownRecord,
  (value): value is t.Branded<JsonObject, MetadataBrand> => fitsInto(value, maxMetadataBytes),
  'Metadata',
)
export type Metadata = t.TypeOf<typeof Metadata>

interface TagBrand {
  readonly Tag: unique symbol
}
/** A word by which channels and messages are found: 1 to 64 characters, not blank, none a control character. */
export const Tag = t.brand(
  t.string,
  (s): s is t.Branded<string, TagBrand> => isShownName(s, maxTagLength),
  'Tag',
)
export type Tag = t.TypeOf<typeof Tag>
/** The same as people type it (NAME-10, NAME-11). */
export const TypedTag = typed(Tag, tidyName)

export const Tags = listOf(Tag, maxTags)
export type Tags = t.TypeOf<typeof Tags>
export const TypedTags = listOf(TypedTag, maxTags)

/** Metadata as it is kept: without anything in it, it is none. */
export const keptMetadata = (metadata: Metadata | null | undefined): Metadata | null =>
  metadata === undefined || metadata === null || Object.keys(metadata).length === 0 ? null : metadata

/** Tags as they are kept: each once, and none at all where there is none. */
export const keptTags = (tags: Tags | null | undefined): Tags | null =>
  tags === undefined || tags === null || tags.length === 0 ? null : [...new Set(tags)]
