import { type Metadata, Metadata as MetadataCodec, type Tags, Tags as TagsCodec } from '../details/values.ts'
import { type Mentions, Mentions as MentionsCodec } from '../mentions/mention.ts'

/** What an event about a message says of it beside its body, where there is any: all of it, whether it is new or not. */
export const keptFields = { metadata: MetadataCodec, tags: TagsCodec, mentions: MentionsCodec }

/** What is kept with a message beside its body; null: nothing. */
export interface Kept {
  readonly metadata: Metadata | null
  readonly tags: Tags | null
  readonly mentions: Mentions | null
}

export const nothingKept: Kept = { metadata: null, tags: null, mentions: null }

/** As events say it, which leave out what there is nothing of. */
export const keptIn = ({ metadata, tags, mentions }: Kept) => ({
  ...(metadata === null ? {} : { metadata }),
  ...(tags === null ? {} : { tags }),
  ...(mentions === null ? {} : { mentions }),
})

/** What an event says of it; what was taken back of one is nothing. */
export const keptOf = ({
  metadata,
  tags,
  mentions,
}: {
  readonly [Field in keyof Kept]?: Kept[Field] | undefined
}): Kept => ({ metadata: metadata ?? null, tags: tags ?? null, mentions: mentions ?? null })
