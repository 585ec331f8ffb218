import type { ResultOf } from '@parley/contract'
import type { MessageId } from '@parley/domain'
import { createContext, useContext } from 'react'

/** A message that is pinned, by whom and when. */
export type Pin = ResultOf<'pinned'>['pins'][number]

/** What is pinned in a channel, by message, the latest first. */
export type Pins = ReadonlyMap<MessageId, Pin>

/** What is pinned in the channel that is shown; nothing until that is known. */
export const PinsContext = createContext<Pins>(new Map())

/** What is pinned in the channel that is shown, the latest first. */
export const usePins = (): Pins => useContext(PinsContext)

/** Whether a message of the channel that is shown is pinned. */
export const useIsPinned = (messageId: MessageId): boolean => usePins().has(messageId)
