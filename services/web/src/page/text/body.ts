import { type Body, isWords, TypedMessageText } from '@parley/domain'

type WordBody = Extract<Body, { readonly kind: 'text' | 'action' }>
/** What is not said in words, though it may have some. */
export type OtherBody = Exclude<Body, WordBody>

/** Whether a body is words and nothing else. */
export const isInWords = (body: Body): body is WordBody => isWords(body.kind)

/** What was typed, told apart: `/me waves` is done rather than said. */
export const saidIn = (typed: string): { readonly kind: WordBody['kind']; readonly text: string } => {
  const action = /^\/me\s+(?<did>[^]+)$/.exec(typed)?.groups?.['did']
  return { kind: action === undefined ? 'text' : 'action', text: (action ?? typed).trimEnd() }
}

/** What was typed as a body; null where it is none, being blank or too long. */
export const bodyOf = (typed: string): WordBody | null => {
  const { kind, text } = saidIn(typed)
  return TypedMessageText.is(text) ? { kind, text } : null
}

/** A body as it would be typed; words alone are. */
export const typedOf = (body: WordBody): string => (body.kind === 'action' ? `/me ${body.text}` : body.text)

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** So many bytes, as people say it: `1.4 MB`. */
export const sizeWords = (bytes: number): string => {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const value = bytes / 1_000 ** power
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 })} ${units[power]}`
}
