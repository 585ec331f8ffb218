/** The words of JSON Schema (2020-12) that the schemas of the contract are made of. */
export interface JsonSchema {
  readonly $ref?: string
  readonly description?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
  readonly const?: unknown
  readonly enum?: ReadonlyArray<unknown>
  readonly anyOf?: ReadonlyArray<JsonSchema>
  readonly oneOf?: ReadonlyArray<JsonSchema>
  readonly not?: JsonSchema
  /** In code points. */
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: 'date-time'
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: JsonSchema
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: ReadonlyArray<string>
  readonly maxProperties?: number
  readonly propertyNames?: JsonSchema
  readonly additionalProperties?: JsonSchema
}

/** A document of schemas by name, to be referred to as `<$id>#/$defs/<name>`. */
export interface SchemaDocument {
  readonly $schema: 'https://json-schema.org/draft/2020-12/schema'
  readonly $id: string
  readonly title: string
  readonly description: string
  readonly $defs: Readonly<Record<string, JsonSchema>>
}

/** The most characters of a line in a file, but where a text alone is longer. */
const width = 110

/** A document as it is kept in a file: JSON in ASCII, whatever fits into a line on one. */
export const written = (document: SchemaDocument): string =>
  `${lines(document, '').replaceAll(/[^\n -~]/g, escaped)}\n`

const lines = (value: unknown, indent: string): string => {
  const flat = JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return flat
  if (indent !== '' && indent.length + flat.length <= width) return flat
  const deeper = `${indent}  `
  const items = Array.isArray(value)
    ? value.map((item) => lines(item, deeper))
    : Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${lines(inner, deeper)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${items.map((item) => `${deeper}${item}`).join(',\n')}\n${indent}${close}`
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
