import type { CSSProperties } from 'react'
import { hueOf, initialsOf } from './identity.ts'

interface AvatarProps {
  readonly name: string
  readonly size?: 'small' | 'large'
  /** A dot where this is known. */
  readonly online?: boolean | undefined
}

/** Somebody's initials, in a colour that is always theirs. Says nothing to a screen reader: the name stands beside it. */
export const Avatar = ({ name, size = 'large', online }: AvatarProps) => (
  <span className={`avatar ${size}`} style={hueStyle(name)} aria-hidden>
    {initialsOf(name)}
    {online !== undefined && <i className="dot" data-online={online} />}
  </span>
)

/** Sets the colour of a name for what is inside. */
export const hueStyle = (name: string): CSSProperties => ({ '--hue': hueOf(name) }) as CSSProperties
