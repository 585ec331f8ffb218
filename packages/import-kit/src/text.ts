import * as E from 'fp-ts/lib/Either.js'

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder('utf-8')

/** The text of bytes, and whether some were no UTF-8 (they read as U+FFFD) or NUL, which no message may have. */
export const textOf = (bytes: Uint8Array): { readonly text: string; readonly mended: string | null } => {
  const text = E.tryCatch(
    () => strict.decode(bytes),
    () => lenient.decode(bytes),
  )
  const read = E.isRight(text) ? text.right : text.left
  if (read.includes('\u0000')) return { text: read.replaceAll('\u0000', '\ufffd'), mended: 'a NUL, replaced' }
  return { text: read, mended: E.isRight(text) ? null : 'bytes that are no UTF-8, replaced' }
}

/** The lines of a file, as bytes: a broken byte spoils its own line only. */
export const linesOf = (bytes: Uint8Array): ReadonlyArray<Uint8Array> => {
  const lines: Uint8Array[] = []
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(10, from)
    const end = newline === -1 ? bytes.length : newline
    lines.push(bytes.subarray(from, bytes[end - 1] === 13 && end > from ? end - 1 : end))
    from = end + 1
  }
  return lines
}
