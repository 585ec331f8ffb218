/** How much there may be of what people can make more and more of. What was more before there was a bound stays. */

/** The most members of a channel. */
export const maxMembers = 100_000
/** The most channels and conversations that one person begins within a day, unless the engine is told otherwise. */
export const maxBegunADay = 1_000
/** The most names of reactions that stand on one message. */
export const maxReactionNames = 50
/** The most reactions that stand on one message, of all people together. */
export const maxReactions = 1_000
