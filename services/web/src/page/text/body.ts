import { type Body, TypedMessageText } from '@parley/domain'

/** What was typed, told apart: `/me waves` is done rather than said. */
export const saidIn = (typed: string): { readonly kind: Body['kind']; readonly text: string } => {
  const action = /^\/me\s+(?<did>[^]+)$/.exec(typed)?.groups?.['did']
  return { kind: action === undefined ? 'text' : 'action', text: (action ?? typed).trimEnd() }
}

/** What was typed as a body; null where it is none, being blank or too long. */
export const bodyOf = (typed: string): Body | null => {
  const { kind, text } = saidIn(typed)
  return TypedMessageText.is(text) ? { kind, text } : null
}

/** A body as it would be typed. */
export const typedOf = (body: Body): string => (body.kind === 'action' ? `/me ${body.text}` : body.text)
