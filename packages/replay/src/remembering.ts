/**
 * The same pure function of a text, which need not find out again what it found out lately: at most so many, and then
 * from the beginning.
 */
export const remembering = <A extends string | boolean>(
  most: number,
  found: (text: string) => A,
): ((text: string) => A) => {
  const known = new Map<string, A>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = found(text)
    if (known.size >= most) known.clear()
    known.set(text, value)
    return value
  }
}
