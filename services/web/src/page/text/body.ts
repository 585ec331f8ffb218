import { type Body, MessageText } from '@parley/domain'

/** What was typed as a body: `/me waves` is done rather than said. Null where there is nothing to send. */
export const bodyOf = (typed: string): Body | null => {
  const action = /^\/me\s+(?<did>[^]+)$/.exec(typed)?.groups?.['did']
  const text = (action ?? typed).trimEnd()
  if (!MessageText.is(text)) return null
  return action === undefined ? { kind: 'text', text } : { kind: 'action', text }
}

/** A body as it would be typed. */
export const typedOf = (body: Body): string => (body.kind === 'action' ? `/me ${body.text}` : body.text)
