/** Whether a body of this kind is words and nothing else. */
export const isWords = (kind: string): kind is 'text' | 'action' => kind === 'text' || kind === 'action'

/** A body of whichever kind, by what of it may be words. */
interface Worded {
  readonly text?: string | undefined
  readonly name?: string | undefined
  readonly code?: string | undefined
}

/**
 * The words of a body: its text, or else the name of its file or place, or what a rule says; '' where it has none. They
 * are what is searched for, and what a list shows.
 *
 * @example plainTextOf({ kind: 'file', name: 'plan.pdf', … }) // 'plan.pdf'
 */
export const plainTextOf = ({ text, name, code }: Worded): string => text ?? name ?? code ?? ''
