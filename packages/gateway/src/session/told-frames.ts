import type { LiveUpdate } from '@parley/engine'
import { updatesFrames } from './frames.ts'

/** Writes updates as frames, of so many characters at the most; a list that is shared, once for all who get it. */
export const toldFrames = (
  most: number,
): ((updates: ReadonlyArray<LiveUpdate>, shared: boolean) => ReadonlyArray<string | Uint8Array>) => {
  const written = new WeakMap<ReadonlyArray<LiveUpdate>, ReadonlyArray<Uint8Array>>()
  return (updates, shared) => {
    if (!shared) return updatesFrames(updates, most)
    const before = written.get(updates)
    if (before !== undefined) return before
    const frames = updatesFrames(updates, most).map((frame) => Buffer.from(frame))
    written.set(updates, frames)
    return frames
  }
}
