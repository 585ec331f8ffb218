/** A piece of a text; whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** Characters that are shown before the first place, and of the whole. */
const before = 60
const most = 240

const isHalf = (text: string, at: number): boolean => /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1))

/** A text around what was looked for, in pieces. Places are offsets, in order; what is beyond the text is left out. */
export const excerptOf = (
  text: string,
  places: ReadonlyArray<ReadonlyArray<number>>,
): ReadonlyArray<Piece> => {
  const first = places[0]?.[0] ?? 0
  let from = first > before + 20 ? first - before : 0
  if (isHalf(text, from)) from += 1
  let to = Math.min(text.length, from + most)
  if (isHalf(text, to)) to -= 1
  const pieces: Array<Piece> = from > 0 ? [{ text: '…', marked: false }] : []
  let at = from
  for (const [begin = 0, end = 0] of places) {
    if (begin < at || end > to || end <= begin) continue
    if (begin > at) pieces.push({ text: text.slice(at, begin), marked: false })
    pieces.push({ text: text.slice(begin, end), marked: true })
    at = end
  }
  if (at < to) pieces.push({ text: text.slice(at, to), marked: false })
  if (to < text.length) pieces.push({ text: '…', marked: false })
  return pieces
}
