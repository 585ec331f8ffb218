import type { TraitValue } from './tables.ts'
import type { Rule } from './rule.ts'

/** Whether somebody may do something, and what decided so. */
export type Verdict<Type extends string> =
  | { readonly allowed: true; readonly because: ByRule<Type> }
  | { readonly allowed: false; readonly because: Denial<Type> }

/** This rule spoke, and none that goes before it. */
export interface ByRule<Type extends string> {
  readonly _tag: 'Rule'
  readonly rule: Rule<Type>
}

/** Why somebody may not. Where several hold it is the first of these, and among rules the one that goes before all others. */
export type Denial<Type extends string> =
  | { readonly _tag: 'NotAMember' }
  | { readonly _tag: 'Archived' }
  /** Channels of this type have no such thing, by this trait. */
  | { readonly _tag: 'RuledOut'; readonly by: TraitValue }
  | ByRule<Type>
  /** No rule speaks of it, and what no rule allows is denied. */
  | { readonly _tag: 'NoRule' }

const noRule: Verdict<never> = { allowed: false, because: { _tag: 'NoRule' } }

/** What it comes to that this rule decides, or none does. */
export const verdictBy = <Type extends string>(rule: Rule<Type> | undefined): Verdict<Type> => {
  if (rule === undefined) return noRule
  switch (rule.effect) {
    case 'allow':
      return { allowed: true, because: { _tag: 'Rule', rule } }
    case 'deny':
      return { allowed: false, because: { _tag: 'Rule', rule } }
    default:
      return rule.effect satisfies never
  }
}
