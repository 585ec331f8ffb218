import type { ConversationView, MessageView } from '@parley/contract'
import { hindsightOf, type TakenBack } from '@parley/domain'
import type { LiveUpdate } from './update.ts'
import { conversationWithout, messageWithout } from './views-in-hindsight.ts'

/** What of a snapshot a later update may take back. */
interface Shown {
  readonly conversation: ConversationView
  readonly messages: ReadonlyArray<MessageView>
}

/**
 * A snapshot as it is told once what came after it is known: nothing in it says what was taken back since, but for
 * reactions, which are counted. Folding those updates onto it comes to the same. Pure; a snapshot of which nothing was
 * taken back comes out as the same object.
 */
export const snapshotInHindsight = <S extends Shown>(snapshot: S, later: ReadonlyArray<LiveUpdate>): S =>
  snapshotWithout(
    snapshot,
    later.flatMap(({ event }) => hindsightOf(event).takesBack?.(event) ?? []),
  )

/** A snapshot that says nothing of these matters. Pure; where there are none, it comes out as the same object. */
export const snapshotWithout = <S extends Shown>(snapshot: S, matters: ReadonlyArray<TakenBack>): S =>
  matters.reduce(
    (shown: S, taken) => ({
      ...shown,
      conversation: conversationWithout(shown.conversation, taken),
      messages: shown.messages.map((message) => messageWithout(message, taken)),
    }),
    snapshot,
  )
