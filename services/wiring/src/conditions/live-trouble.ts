import type { LiveOptions } from '@parley/live'
import type { Conditions } from './conditions.ts'

/** Has the live side say what is wrong with the log that it tells of. */
export const liveConditions = (
  conditions: Conditions,
): Required<Pick<LiveOptions, 'troubled' | 'setBack'>> => ({
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
})
