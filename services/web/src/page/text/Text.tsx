import { memo } from 'react'
import { type Token, tokensOf } from './tokens.ts'

interface TextProps {
  readonly text: string
  /** Who reads: a mention of them stands out more. */
  readonly me: string | null
}

/** What somebody wrote, as text and never as markup. */
export const Text = memo(({ text, me }: TextProps) =>
  tokensOf(text).map((token, index) => <Piece key={index} token={token} me={me} />),
)
Text.displayName = 'Text'

const Piece = ({ token: { kind, text }, me }: { readonly token: Token; readonly me: string | null }) => {
  switch (kind) {
    case 'text':
      return text
    case 'code':
      return <code>{text}</code>
    case 'block':
      return <pre>{text}</pre>
    case 'link':
      return (
        <a href={text} target="_blank" rel="noopener noreferrer nofollow">
          {text}
        </a>
      )
    case 'mention':
      return (
        <span className="mention" data-me={text.toLowerCase() === me?.toLowerCase()}>
          @{text}
        </span>
      )
  }
}
