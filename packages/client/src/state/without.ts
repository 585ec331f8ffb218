/** A set without one of what is in it. */
export const without = <A>(all: ReadonlySet<A>, one: A): ReadonlySet<A> =>
  new Set([...all].filter((other) => other !== one))
