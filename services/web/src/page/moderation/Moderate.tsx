import type { UnnamedCommand } from '@parley/client'
import type { Until } from '@parley/domain'
import { inMinutes, spans } from './until-words.ts'

interface ModerateProps {
  /** What is done, as its choice names it: "Ban bo". */
  readonly label: string
  /** The command, until a moment. */
  readonly command: (until: Until) => UnnamedCommand
  readonly carryOut: (command: UnnamedCommand) => void
}

/** Does something to somebody for as long as is chosen. */
export const Moderate = ({ label, command, carryOut }: ModerateProps) => (
  <select
    aria-label={label}
    value=""
    onChange={(event) => {
      const span = spans.find(({ words }) => words === event.target.value)
      if (span === undefined) return
      const { minutes } = span
      carryOut(command(minutes === null ? null : inMinutes(minutes)))
    }}
  >
    <option value="">{label.split(' ')[0]}…</option>
    {spans.map(({ words }) => (
      <option key={words} value={words}>
        for {words}
      </option>
    ))}
  </select>
)
