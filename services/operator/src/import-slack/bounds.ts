/** The largest file of an export that is read, in bytes: a day of a channel has some hundred thousand at the most. */
const mostBytes = 256 * 1024 * 1024

/** Why a file of so many bytes is not read; null: it is. */
export const tooLarge = (bytes: number): string | null =>
  bytes > mostBytes ? `has ${bytes} bytes, and ${mostBytes} are the most` : null
