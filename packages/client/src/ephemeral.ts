import type { ServerFrame } from '@parley/protocol'
import type { ClientState, Typist } from './state/client-state.ts'

type Typing = Extract<ServerFrame, { readonly type: 'typing' }>
type Presence = Extract<ServerFrame, { readonly type: 'presence' }>

/** Who writes, after somebody began or stopped. */
export const foldTyping = (state: ClientState, frame: Typing): Partial<ClientState> => {
  const same = (typist: Typist): boolean =>
    typist.userId === frame.userId && typist.parentId === frame.parentId
  const others = (state.typists.get(frame.channelId) ?? []).filter((typist) => !same(typist))
  const now = frame.typing ? [...others, { userId: frame.userId, parentId: frame.parentId }] : others
  return { typists: new Map(state.typists).set(frame.channelId, now) }
}

/** Who is there, after somebody came or went. */
export const foldPresence = (state: ClientState, frame: Presence): Partial<ClientState> => {
  const now = new Set(state.online.get(frame.channelId))
  if (frame.online) now.add(frame.userId)
  else now.delete(frame.userId)
  return { online: new Map(state.online).set(frame.channelId, now) }
}
