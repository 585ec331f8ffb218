/** The parts of a variable that is a list with commas between. */
export const parts = (list: string): ReadonlyArray<string> => list.split(',').map((part) => part.trim())
