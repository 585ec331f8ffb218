import { type Generation, type GenerationSeen, howToDrop } from '@parley/projection'

/** What a person does where the read models of this version are not there. */
export const whatToDoAbout = (
  seen: Exclude<GenerationSeen, { readonly _tag: 'there' }>,
  { schema }: Generation,
): string => {
  switch (seen._tag) {
    case 'absent':
      return 'Start a projector of this version (pnpm start has one): it builds them from the log.'
    case 'other':
    case 'not-whole':
      return `Nothing is dropped by itself: ${howToDrop(schema)}.`
    default:
      return seen satisfies never
  }
}
