import { type GivenUp, type LiveOptions, mostCounted } from '@parley/live'
import type { Conditions, Reason } from './conditions.ts'

/** Has the live side say what is wrong with the log that it tells of. */
export const liveConditions = (
  conditions: Conditions,
): Required<Pick<LiveOptions, 'troubled' | 'setBack' | 'gaveUp' | 'notRead'>> => ({
  troubled: (trouble) => {
    if (trouble === undefined) conditions.over('log-not-followed')
    else conditions.report('log-not-followed', trouble)
  },
  setBack: (cause) => {
    conditions.over('log-not-followed')
    conditions.report('log-set-back', {
      cause,
      todo: 'See that the right log is given, and start Parley again: it then knows it anew.',
    })
  },
  gaveUp: (given) => conditions.report('streams-given-up', reasonOf(given)),
  notRead: (notRead) => {
    if (notRead === undefined) return conditions.over('streams-not-read')
    const { streams, cause, todo } = notRead
    conditions.report('streams-not-read', { cause: `${counted(streams)} of them, the latest ${cause}`, todo })
  },
})

const counted = (streams: number): string => `${streams}${streams === mostCounted ? ' or more' : ''}`

/** One reason, however many streams these are: the terminal is told once. */
const reasonOf = ({ streams, newer, cause }: GivenUp): Reason => ({
  cause: `${counted(streams)} of them so far, the latest for ${cause}`,
  todo:
    newer > 0
      ? 'A newer version of Parley wrote there: start that version here, in place of this one.'
      : 'It is not as Parley writes it: find out which program wrote there.',
})
