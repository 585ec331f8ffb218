/** Those of some types among events or commands. What type they are of is said here, since a filter does not always find it out. */
export const ofType = <One extends { readonly type: string }, Type extends One['type']>(
  all: ReadonlyArray<One>,
  ...types: ReadonlyArray<Type>
): ReadonlyArray<Extract<One, { readonly type: Type }>> =>
  all.filter((one): one is Extract<One, { readonly type: Type }> => types.some((type) => type === one.type))
