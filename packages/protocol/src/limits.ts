/** The most bytes that a frame of a client may have. */
export const maxFrameBytes = 128 * 1024
/** The most channels that one `subscribe` may name. */
export const maxSubscribe = 100
/** The most channels that one `unsubscribe` may name. */
export const maxUnsubscribe = 1_000
/** How deep objects and lists may stand in one another in a frame: a few times as deep as any that means something. */
export const maxDepth = 32
