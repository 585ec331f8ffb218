import type { ToldReceipts } from '@parley/engine'
import { frameJson } from './frames.ts'

/**
 * Writes what members of a channel have read as frames, of so many characters of it at the most, or one member; once for
 * all who are told the same.
 */
export const receiptsFrames = (most: number): ((told: ToldReceipts) => ReadonlyArray<Uint8Array>) => {
  const written = new WeakMap<ToldReceipts, ReadonlyArray<Uint8Array>>()
  return (told) => {
    const before = written.get(told)
    if (before !== undefined) return before
    const frames = partsOf(told, most).map((part) => {
      const { members, gone } = part
      return Buffer.from(frameJson({ type: 'receipts', ...part, members: [...members], gone: [...gone] }))
    })
    written.set(told, frames)
    return frames
  }
}

/** The first says of all others that there is nothing, where the whole does; those after it add to that. */
const partsOf = (told: ToldReceipts, most: number): ReadonlyArray<ToldReceipts> => {
  const parts: Array<ToldReceipts> = []
  let members: Array<ToldReceipts['members'][number]> = []
  let characters = 0
  const end = (): void => {
    parts.push(parts.length === 0 ? { ...told, members } : { ...told, whole: false, gone: [], members })
    members = []
    characters = 0
  }
  for (const member of told.members) {
    const { length } = JSON.stringify(member)
    if (members.length > 0 && characters + length > most) end()
    members.push(member)
    characters += length
  }
  if (members.length > 0 || parts.length === 0) end()
  return parts
}
