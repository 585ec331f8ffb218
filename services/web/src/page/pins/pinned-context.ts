import type { MessageId } from '@parley/domain'
import { createContext, useContext } from 'react'

const nothing: ReadonlySet<MessageId> = new Set()

/** The messages that are pinned in the channel that is shown. */
export const PinnedContext = createContext<ReadonlySet<MessageId>>(nothing)

/** Whether a message of the channel that is shown is pinned. */
export const useIsPinned = (messageId: MessageId): boolean => useContext(PinnedContext).has(messageId)
