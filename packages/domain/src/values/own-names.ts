/** What the names of the engine's own doers begin with: no token names one. */
export const ownPrefix = 'parley:'

/** Whether whoever does something is the engine itself, by one of its rules. */
export const isOwn = (userId: string): boolean => userId.startsWith(ownPrefix)
