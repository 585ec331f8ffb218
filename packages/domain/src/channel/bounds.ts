/** The most channels and conversations that one person begins within a day, unless the engine is told otherwise. */
export const maxBegunADay = 1_000
/** The most people of a conversation, whoever opens it with them. */
export const maxInConversation = 20
