/** A piece of a message's text. */
export interface Token {
  readonly kind: 'text' | 'code' | 'block' | 'link' | 'mention'
  readonly text: string
}

// Blocks and code first: what stands in them is neither link nor mention.
const pattern =
  /```(?:\n)?(?<block>[^]+?)\n?```\n?|`(?<code>[^`\n]+)`|(?<link>https?:\/\/[^\s<>"]+)|(?<=^|[\s(,;:])@(?<mention>[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])/gu

/** Splits a text into what it says and what stands out in it; nothing is lost but the marks around code. */
export const tokensOf = (text: string): ReadonlyArray<Token> => {
  const tokens: Token[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const { token, length } = tokenOf(match)
    if (match.index > end) tokens.push({ kind: 'text', text: text.slice(end, match.index) })
    tokens.push(token)
    end = match.index + length
  }
  if (end < text.length) tokens.push({ kind: 'text', text: text.slice(end) })
  return tokens
}

const tokenOf = (match: RegExpMatchArray): { readonly token: Token; readonly length: number } => {
  const { block, code, link, mention = '' } = match.groups ?? {}
  const { length } = match[0]
  if (block !== undefined) return { token: { kind: 'block', text: block }, length }
  if (code !== undefined) return { token: { kind: 'code', text: code }, length }
  if (link === undefined) return { token: { kind: 'mention', text: mention }, length }
  const bare = withoutTail(link)
  return { token: { kind: 'link', text: bare }, length: bare.length }
}

const marks = new Set(".,;:!?'*_")

/**
 * A link without the marks of the sentence that it ends: a bracket is one unless the link opened it. In one walk from
 * its end, since whoever writes it may make it as long as a message.
 */
const withoutTail = (link: string): string => {
  const opened = link.indexOf('(')
  let end = link.length
  for (; end > 0; end -= 1) {
    const last = link.charAt(end - 1)
    const isUnopened = last === ')' && (opened < 0 || opened >= end)
    if (!marks.has(last) && !isUnopened) break
  }
  return link.slice(0, end)
}
