/** What was thrown, in words: an error's message, or whatever else it is as a text. */
export const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)
