/** The most names of reactions that stand on one message. What was more before there was a bound stays. */
export const maxReactionNames = 50
/** The most reactions that stand on one message, of all people together. */
export const maxReactions = 1_000
