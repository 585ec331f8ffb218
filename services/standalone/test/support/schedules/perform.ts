import { asked } from './asked.ts'
import { broken } from './broken.ts'
import { looked } from './looked.ts'
import type { Act } from './act.ts'
import type { Step } from './steps.ts'
import type { World } from './world.ts'

const acts: { readonly [Name in Step['do']]: Act<Name> } = { ...asked, ...looked, ...broken }

/** Has a step happen. What people ask for is under way then, and not done. */
export const perform = async (world: World, step: Step): Promise<void> => {
  // A step is given to the act of its own name.
  await (acts[step.do] as (world: World, step: Step) => unknown)(world, step)
}
