import { type Body, FeedId, MessageId, Segment, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/** The most characters (code points) of a text that a preview carries. */
export const previewLength = 200

/** How a body begins; `cut`: it goes on. */
export const BodyPreview = t.strict(
  { kind: t.union([t.literal('text'), t.literal('action')]), text: t.string, cut: t.boolean },
  'BodyPreview',
)
export type BodyPreview = t.TypeOf<typeof BodyPreview>

/** A message as a list shows it in a line: how it begins, without its thread and its reactions. */
export const MessagePreview = t.strict(
  {
    messageId: MessageId,
    feedId: FeedId,
    segment: Segment,
    parentId: orNull(MessageId),
    senderId: UserId,
    /** Null where it was deleted. */
    body: orNull(BodyPreview),
    sentAt: Timestamp,
    editedAt: orNull(Timestamp),
    deletedAt: orNull(Timestamp),
    deletedBy: orNull(UserId),
  },
  'MessagePreview',
)
export type MessagePreview = t.TypeOf<typeof MessagePreview>

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * How a body begins: at most `previewLength` code points of it, cut between characters as people see them where one
 * of them ends within that. The first `previewLength + 1` code points of a text are enough to tell.
 *
 * @example previewOf({ kind: 'text', text: 'hello' }) // { kind: 'text', text: 'hello', cut: false }
 */
export const previewOf = ({
  kind,
  text,
}: {
  readonly kind: Body['kind']
  readonly text: string
}): BodyPreview => {
  const end = endOf(text, previewLength)
  if (end === text.length) return { kind, text, cut: false }
  const last = characters.segment(text.slice(0, endOf(text, previewLength + 1))).containing(end)
  // A character that alone is longer than a preview is cut within.
  return { kind, text: text.slice(0, last === undefined || last.index === 0 ? end : last.index), cut: true }
}

/** Where so many code points of a text end, in UTF-16 units. */
const endOf = (text: string, codePoints: number): number => {
  let end = 0
  for (let n = 0; n < codePoints && end < text.length; n += 1)
    end += (text.codePointAt(end) ?? 0) > 0xff_ff ? 2 : 1
  return end
}
