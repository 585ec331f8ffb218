import { linkAt } from './links.ts'
import { type Names, nameAt, noNames } from './mentions.ts'

/** A piece of a message's text. */
export type Token =
  | { readonly kind: 'text' | 'code' | 'mention'; readonly text: string }
  /** Lines of code, and the language that they are said to be in. */
  | { readonly kind: 'block'; readonly text: string; readonly language?: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** A token, and how much of the text it is made of. */
interface TokenAt {
  readonly token: Token
  readonly length: number
}

// Blocks and code first: what stands in them is neither link nor mention.
const pattern =
  /```(?:[^\S\n]*(?<language>[\w+#.-]{1,30})?[^\S\n]*\r?\n)?(?<block>[^]+?)\r?\n?```(?:\r?\n)?|`(?<code>[^`\n]+)`|(?<link>https?:\/\/|(?<![\p{L}\p{N}_@./:-])(?:www\.|[\p{L}\p{N}_.+%-]{1,64}@))|(?<=^|[\s([{,;:"'“‘«])(?<at>@)/giu

/**
 * Splits a text into what it says and what stands out in it; nothing is lost but the marks around code. `names` are
 * those of people here which hold more than a single word.
 */
export const tokensOf = (text: string, names: Names = noNames): ReadonlyArray<Token> => {
  const tokens: Token[] = []
  // A walk of its own: how far a match goes is not always known to the pattern.
  const walk = new RegExp(pattern)
  let end = 0
  for (let match = walk.exec(text); match !== null; match = walk.exec(text)) {
    const found = foundAt(text, match, names)
    if (found === null) continue
    if (match.index > end) tokens.push({ kind: 'text', text: text.slice(end, match.index) })
    tokens.push(found.token)
    end = match.index + found.length
    walk.lastIndex = end
  }
  if (end < text.length) tokens.push({ kind: 'text', text: text.slice(end) })
  return tokens
}

const foundAt = (text: string, match: RegExpExecArray, names: Names): TokenAt | null => {
  const { block, language, code, link } = match.groups ?? {}
  const { length } = match[0]
  if (block !== undefined)
    return {
      token:
        language === undefined ? { kind: 'block', text: block } : { kind: 'block', text: block, language },
      length,
    }
  if (code !== undefined) return { token: { kind: 'code', text: code }, length }
  if (link !== undefined) {
    const found = linkAt(text, match.index)
    return found && { token: { kind: 'link', ...found }, length: found.text.length }
  }
  const name = nameAt(text, match.index + 1, names)
  return name === null ? null : { token: { kind: 'mention', text: name }, length: 1 + name.length }
}
