/** Whether a text can be a name that people see: not blank, at most so many UTF-16 units, none a control character. */
export const isShownName = (text: string, most: number): boolean =>
  text.length <= most && text.trim() !== '' && !/\p{Cc}/u.test(text) && text.isWellFormed()
