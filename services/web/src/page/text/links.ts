/** A link: as it was written, and where it leads. */
interface Link {
  readonly text: string
  readonly href: string
}

// What turns the direction of writing round could make an address look like another.
const web = /(?:https?:\/\/|www\.)[^\s<>"\u202a-\u202e\u2066-\u2069]+/iuy
const mail =
  /[\p{L}\p{N}_.+%-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,10}\p{L}[\p{L}\p{N}-]{0,61}[\p{L}\p{N}]/iuy

/** The web or mail address that begins at a place of a text; null where what begins there is none. */
export const linkAt = (text: string, at: number): Link | null => {
  web.lastIndex = at
  const address = web.exec(text)?.[0]
  if (address !== undefined) return webLink(withoutTail(address))
  mail.lastIndex = at
  const to = mail.exec(text)?.[0]
  return to === undefined ? null : { text: to, href: `mailto:${to}` }
}

const webLink = (text: string): Link | null => {
  const isBare = /^www\./i.test(text)
  // `www.` alone is no place, nor is `www.a`.
  if (isBare && !/^www\.[\p{L}\p{N}-]+\.[\p{L}\p{N}]/iu.test(text)) return null
  const href = isBare ? `https://${text}` : text
  return URL.canParse(href) ? { text, href } : null
}

const marks = new Set(".,;:!?'*_’”»…。、，；：！？」』")
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '）': '（', '】': '【' }

/**
 * A link without the marks of the sentence that it ends: a bracket is one unless the link opened it. In one walk from
 * its end, since whoever writes it may make it as long as a message.
 */
const withoutTail = (link: string): string => {
  const counts = new Map<string, number>()
  for (const character of link) counts.set(character, (counts.get(character) ?? 0) + 1)
  let end = link.length
  for (; end > 0; end -= 1) {
    const last = link.charAt(end - 1)
    const opening = brackets[last]
    const closed = counts.get(last) ?? 0
    const isUnopened = opening !== undefined && closed > (counts.get(opening) ?? 0)
    if (!marks.has(last) && !isUnopened) break
    counts.set(last, closed - 1)
  }
  return link.slice(0, end)
}
