/** Whom people may put into a channel or a conversation: all of the tenant, those whom they share one with, none. */
export type MayAdd = 'everyone' | 'acquainted' | 'nobody'
