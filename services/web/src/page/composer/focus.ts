import type { MessageId } from '@parley/domain'

/** Gives the focus to the composer of a channel, or of the thread that is open. */
export const focusComposer = (parentId: MessageId | null): void => {
  const where = parentId === null ? '.conversation' : '.thread'
  document.querySelector<HTMLTextAreaElement>(`${where} .composer textarea`)?.focus()
}
