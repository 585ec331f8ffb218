import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { type Shape, shapeOf } from '../decoding/shape.ts'
import { scalars } from '../schema/scalars.ts'
import { namedParts, schemaDocument, type SchemaParts } from '../schema/schema-document.ts'
import { valueOf } from './arbitrary.ts'
import { edges } from './edges.ts'
import { resolving, variants } from './schema-edges.ts'
import { replaced } from './replaced.ts'

/** A part of a document, its codec and its schema side by side. */
export interface CheckedPart {
  readonly name: string
  /** A value that the codec takes, one that is near to such, and those at the schema’s edges around the first. */
  readonly values: fc.Arbitrary<ReadonlyArray<unknown>>
  /** What is wrong with one of the two where they do not agree on a value; null where they do. */
  readonly disagreement: (value: unknown) => string | null
}

/** The parts of a document to be checked by properties, each by its name. */
export const checkedParts = (parts: SchemaParts): ReadonlyArray<CheckedPart> => {
  const ajv = new Ajv2020({ strict: true, formats: { 'date-time': true } })
  const documents = [...(parts.others ?? []), schemaDocument(parts)]
  for (const document of documents) ajv.addSchema(document)
  const resolve = resolving(documents)
  return [...namedParts(parts)].map(([name, { shape, schema }]) => {
    const codec: object = shape
    const validate = ajv.getSchema(`${parts.id}#/$defs/${name}`)
    if (validate === undefined || !(codec instanceof t.Type)) throw new Error(`nothing checks ${name}`)
    return {
      name,
      values: fc
        .tuple(valueOf(shape), isText(shape) ? texts : nearTo(valueOf(shape)))
        .map(([value, near]) => [
          value,
          near,
          ...(isText(shape) ? edges : []),
          ...variants(value, shape, schema, resolve),
        ]),
      disagreement: (value) => {
        const decoded = codec.decode(value)
        const taken = validate(value) === true
        if (decoded._tag === 'Right')
          return taken ? null : `the schema refuses it: ${ajv.errorsText(validate.errors)}`
        if (!taken || !isWellFormed(value)) return null
        const refusing = decoded.left.flatMap(({ context }) =>
          context.slice(-1).map(({ type }) => nameOf(shapeOf(type))),
        )
        return refusing.some((one) => wider.has(one)) ? null : `only the codec refuses it: ${refusing.join()}`
      },
    }
  })
}

/** The names of codecs that refuse more than can be said in a schema. */
const wider: ReadonlySet<string> = new Set([
  ...Object.entries(scalars).flatMap(([name, { exact }]) => (exact ? [] : [name])),
  ...Object.keys(scalars).map((name) => `Typed${name}`),
])

const nameOf = (shape: Shape): string => (shape._tag === 'TypedType' ? `Typed${shape.name}` : shape.name)

const isText = (shape: Shape): boolean =>
  shape._tag === 'TypedType' || (shape._tag === 'RefinementType' && shape.type._tag === 'StringType')

const pieces = [
  'a',
  '0',
  '-',
  '_',
  ' ',
  '\n',
  '\t',
  '\u0000',
  '\u0085',
  '\u00a0',
  '\u200b',
  '\ufeff',
  'e\u0301',
  '🦜',
]
const texts = fc.oneof(
  fc.constantFrom(...edges),
  fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((some) => some.join('')),
  fc.tuple(fc.constantFrom(...pieces), fc.nat({ max: 33_000 })).map(([one, n]) => one.repeat(n)),
  fc.string({ unit: 'binary' }),
)

const nearTo = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const junk = fc.oneof(fc.constantFrom(...edges), texts, fc.jsonValue())
  return fc.oneof(
    values,
    fc.tuple(values, fc.nat(), junk).map(([value, at, other]) => replaced(value, at, other)),
  )
}

/** Whether halves of surrogate pairs are in no text of a value: of those a schema can say nothing. */
const isWellFormed = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.isWellFormed()
    : typeof value !== 'object' || value === null || Object.entries(value).flat().every(isWellFormed)
