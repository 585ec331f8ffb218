import type { People } from './people.ts'
import type { SlackSaid } from './slack-message.ts'

const marked = /<([^<>]+)>/g

/** A text as people read it: names instead of ids, addresses as they are, and no escaped signs. */
export const plainText = (text: string, people: People): string =>
  text
    .replace(marked, (_, inner: string) => unmarked(inner, people))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const unmarked = (inner: string, people: People): string => {
  const bar = inner.indexOf('|')
  const target = bar === -1 ? inner : inner.slice(0, bar)
  const label = bar === -1 ? '' : inner.slice(bar + 1)
  switch (target.charAt(0)) {
    case '@':
      return `@${people.of(target.slice(1))}`
    case '#':
      return `#${label === '' ? target.slice(1) : label}`
    case '!':
      return label === '' ? `@${target.slice(1).replace(/^(subteam|date)\^/, '')}` : label
    default:
      return label === '' || label === target || target === `mailto:${label}` || target.endsWith(`//${label}`)
        ? target.replace(/^mailto:/, '')
        : `${label} (${target})`
  }
}

/** All that a message says: its text, what a program put beside it, and the files that it names, as links. */
export const wholeText = (said: SlackSaid, people: People): string => {
  // What was fetched of a link is left out: the link is in the text.
  const beside = (said.attachments ?? [])
    .filter(({ from_url, original_url }) => from_url === undefined && original_url === undefined)
    .map(({ pretext, title, title_link, text, fallback }) => {
      const parts = [pretext, [title, title_link].filter(Boolean).join(': '), text].filter(Boolean)
      return plainText(parts.length > 0 ? parts.join('\n') : (fallback ?? ''), people)
    })
  const files = [...(said.files ?? []), ...(said.file === undefined ? [] : [said.file])].map(
    ({ name, title, permalink, url_private, external_url }) =>
      [name ?? title ?? 'a file', permalink ?? url_private ?? external_url].filter(Boolean).join(': '),
  )
  return [plainText(said.text ?? '', people), ...beside, ...files].filter((part) => part !== '').join('\n')
}
