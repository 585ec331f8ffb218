import * as t from 'io-ts'

/** The codec of whatever one of these takes, told apart by the field in which each has a literal of its own. */
export const unionOf = <Codec extends t.Mixed>(
  codecs: ReadonlyArray<Codec>,
  name: string,
): t.UnionType<Array<Codec>, t.TypeOf<Codec>, unknown> => {
  const [first, second, ...others] = codecs
  if (first === undefined || second === undefined) throw new RangeError(`${name} has less than two members`)
  return t.union<[Codec, Codec, ...Array<Codec>]>([first, second, ...others], name)
}

/** The codec of one of these words. */
export const oneOf = <Word extends string>(
  words: ReadonlyArray<Word>,
  name: string,
): t.UnionType<Array<t.LiteralC<Word>>, Word, unknown> =>
  unionOf(
    words.map((word) => t.literal(word)),
    name,
  )
