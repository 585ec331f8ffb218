import type { AccessDenied, Corrupt } from '@parley/event-store'

/** Milliseconds after which is looked again where somebody has to mend something first. */
export const lastingPause = 30_000

/** What to do where the log can't be read, and can't by waiting. */
export const todoOn = ({ _tag }: AccessDenied | Corrupt): string => `${seeTo(_tag)} ${again}`

const again = 'It is looked at again every half minute.'

const seeTo = (tag: (AccessDenied | Corrupt)['_tag']): string => {
  switch (tag) {
    case 'AccessDenied':
      return 'Give the user that Parley has there the right to read all of it.'
    case 'Corrupt':
      return 'See to the log: something there is missing, or is not as Parley writes it.'
    default:
      return tag satisfies never
  }
}
