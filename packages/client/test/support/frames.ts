import type { Position, Revision } from '@parley/domain'
import { acme, ada } from '@parley/domain/testing'
import type { ServerFrame } from '@parley/protocol'

/** What a server says to who comes first. */
export const welcome: Extract<ServerFrame, { readonly type: 'authenticated' }> = {
  type: 'authenticated',
  id: 1,
  version: 1,
  tenantId: acme,
  userId: ada,
  known: true,
}

export const accepted = (id: number, position = 1): ServerFrame => ({
  type: 'accepted',
  id,
  revision: 0 as Revision,
  position: position as Position,
  result: {},
})

/** The answer to the question for a conversation list that is empty. */
export const nothingYet = (id: number): ServerFrame => ({
  type: 'result',
  id,
  position: 0 as Position,
  result: { type: 'conversations', conversations: [], more: false },
})
