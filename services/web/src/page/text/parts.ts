/**
 * Cuts a text into parts that each have `most` characters at the most: at the ends of lines, or else between words,
 * or else between characters as people see them. Nothing is lost but white space where it was cut.
 */
export const partsOf = (text: string, most: number): ReadonlyArray<string> => {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > most) {
    const end = cutOf(rest, most)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trim()
  }
  return rest === '' ? parts : [...parts, rest]
}

const cutOf = (text: string, most: number): number => {
  const within = text.slice(0, most + 1)
  // A cut far from the end makes parts that nobody would have made.
  const line = within.lastIndexOf('\n')
  if (line > most / 2) return line
  const space = within.search(/\s\S*$/u)
  if (space > most / 2) return space
  const last = characters.segment(within).containing(most)?.index ?? most
  return last > 0 ? last : most
}

const characters = new Intl.Segmenter()
