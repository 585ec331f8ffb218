/** The most bytes that a frame of a client may have. */
export const maxFrameBytes = 128 * 1024
/** The most channels that one `subscribe` may name. */
export const maxSubscribe = 100
/** The most rows of one page of an answer, and how many come where nothing is said. */
export const maxPage = 200
/** The rows of a page where a query does not say how many. */
export const defaultPage = 50
