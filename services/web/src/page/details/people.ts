import { UserId } from '@parley/domain'

/** The people that were typed: names with commas between them. */
export const peopleIn = (typed: string): ReadonlyArray<UserId> => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((name) => name.trim().replace(/^@/, ''))
      .filter((name): name is UserId => name !== '' && UserId.is(name)),
  ),
]
