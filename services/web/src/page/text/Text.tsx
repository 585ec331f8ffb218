import { createContext, memo, use, useMemo } from 'react'
import { type Names, noNames } from './mentions.ts'
import { type Token, tokensOf } from './tokens.ts'

interface TextProps {
  readonly text: string
  /** Who reads: a mention of them stands out more. */
  readonly me: string | null
}

/** The names of those who may be mentioned where a text stands. */
export const NamesContext = createContext<Names>(noNames)

/** What somebody wrote, as text and never as markup. */
export const Text = memo(({ text, me }: TextProps) => {
  const names = use(NamesContext)
  const tokens = useMemo(() => tokensOf(text, names), [text, names])
  return tokens.map((token, index) => <Piece key={index} token={token} me={me} />)
})
Text.displayName = 'Text'

const Piece = ({ token, me }: { readonly token: Token; readonly me: string | null }) => {
  switch (token.kind) {
    case 'text':
      return token.text
    case 'code':
      return <code>{token.text}</code>
    case 'block':
      // Reached by Tab, since it may have to be scrolled.
      return (
        <pre dir="auto" tabIndex={0} data-language={token.language}>
          {token.text}
        </pre>
      )
    case 'link':
      return (
        <a href={token.href} target="_blank" rel="noopener noreferrer nofollow">
          {token.text}
        </a>
      )
    case 'mention':
      return (
        <bdi className="mention" data-me={token.text.toLowerCase() === me?.toLowerCase()}>
          @{token.text}
        </bdi>
      )
    default:
      return token satisfies never
  }
}
