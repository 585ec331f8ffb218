/** Whether a text can be kept: at most so many UTF-16 units; no NUL, which Postgres cannot store, and no half of a surrogate pair, which UTF-8 cannot. */
export const isKeepable = (text: string, most: number): boolean =>
  text.length <= most && !text.includes('\u0000') && text.isWellFormed()

/** The same, where it says something: it is not blank. */
export const isSaid = (text: string, most: number): boolean => isKeepable(text, most) && text.trim() !== ''
