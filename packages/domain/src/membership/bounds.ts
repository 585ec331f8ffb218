/** The most members of a channel. */
export const maxMembers = 100_000
/** The most people that a channel may be created with, beside who creates it. */
export const maxFirstMembers = 1_000
