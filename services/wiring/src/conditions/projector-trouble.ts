import { adviceOn, explain, type ProjectorOptions } from '@parley/projector'
import type { Conditions } from './conditions.ts'

/** Has a projector say what keeps it. */
export const projectorConditions = (
  conditions: Conditions,
): Required<Pick<ProjectorOptions, 'troubled' | 'failed'>> => ({
  troubled: (trouble) => {
    if (trouble === undefined) conditions.over('projector')
    else conditions.report('projector', trouble)
  },
  failed: (failure) => {
    conditions.over('projector')
    conditions.report('projector-stopped', { cause: explain(failure), todo: adviceOn(failure) })
  },
})
