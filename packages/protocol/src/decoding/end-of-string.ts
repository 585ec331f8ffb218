/** Most strings are short; within a long one the next quotation mark is searched for, which is quicker. */
const short = 32

/** Where the string of a JSON text ends that begins at a place: its last quotation mark, or the end of the text. */
export const endOfString = (text: string, begin: number): number => {
  let searchFrom = begin + short
  for (let at = begin + 1; at < text.length; at++) {
    const character = text[at]
    if (character === '"') return at
    if (character === '\\') at++
    else if (at > searchFrom) {
      const end = text.indexOf('"', at)
      if (end < 0) return text.length
      if (backslashesBefore(text, end) % 2 === 0) return end
      at = end
      searchFrom = end + short
    }
  }
  return text.length
}

const backslashesBefore = (text: string, end: number): number => {
  let at = end
  while (text[at - 1] === '\\') at--
  return end - at
}
