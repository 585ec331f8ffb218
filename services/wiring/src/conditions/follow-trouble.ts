import type { LiveOptions } from '@parley/live'
import type { Conditions } from './conditions.ts'

/** Has the live side say what keeps it from following the log. */
export const followConditions =
  (conditions: Conditions): NonNullable<LiveOptions['troubled']> =>
  (trouble) => {
    if (trouble === undefined) conditions.over('log-not-followed')
    else conditions.report('log-not-followed', trouble)
  }
