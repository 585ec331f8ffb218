import type { StoredEvent } from './stored-event.ts'

/** What `$tb` of a softly deleted stream is: the largest 64-bit integer. */
export const endOfStream = '9223372036854775807'

/** What a stream's metadata leaves to be read of it. The number of a soft delete is too large for a number. */
export const retentionOf = (
  metadata: Uint8Array | undefined,
  all: ReadonlyArray<StoredEvent>,
): { readonly kept: ReadonlyArray<StoredEvent>; readonly softlyDeleted: boolean } => {
  if (metadata === undefined) return { kept: all, softlyDeleted: false }
  const text = new TextDecoder().decode(metadata)
  const found = (key: string): number | undefined => {
    const match = new RegExp(`"\\${key}":\\s*(\\d+)`).exec(text)
    return match?.[1] === undefined ? undefined : Number(match[1])
  }
  const [before, count, age] = [found('$tb'), found('$maxCount'), found('$maxAge')]
  const kept = all.filter(
    (entry) =>
      (before === undefined || entry.revision >= before) &&
      (count === undefined || entry.revision >= all.length - count) &&
      (age === undefined || entry.created.getTime() >= Date.now() - age * 1000),
  )
  return { kept, softlyDeleted: text.includes(endOfStream) }
}
