/** One text for what is known by several: no id has a `/`, and a name stands last. */
export const keyOf = (...parts: ReadonlyArray<string | null>): string => parts.join('/')
