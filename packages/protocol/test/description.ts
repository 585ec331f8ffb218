import { casesOf, fieldsOf, type Shape, shapeOf } from '@parley/contract'

/** What codecs with a check of their own are read by, in src/sdk/scalars.ts. */
export const scalarNames: Readonly<Record<string, string>> = {
  DraftText: 'draftText',
  Nickname: 'nickname',
  OuterId: 'outerId',
  DisplayName: 'displayName',
  StatusText: 'statusText',
  TenantId: 'slug',
  FeedId: 'slug',
  ChannelId: 'uuid',
  MessageId: 'uuid',
  UserId: 'name',
  CommandId: 'name',
  Segment: 'count',
  Revision: 'count',
  Position: 'count',
  RequestId: 'count',
  RetryAfter: 'positive',
  Version: 'positive',
  Timestamp: 'timestamp',
  MessageText: 'messageText',
  ReactionName: 'reactionName',
  FileId: 'fileId',
  MimeType: 'mimeType',
  Label: 'label',
  AltText: 'altText',
  Extension: 'extension',
  Link: 'link',
  FlagCount: 'flagCount',
  FlagLimit: 'flagLimit',
  LimitCount: 'limitCount',
  WindowSeconds: 'windowSeconds',
  Amount: 'count',
  Latitude: 'latitude',
  Longitude: 'longitude',
  SystemCode: 'slug',
  Data: 'data',
  Metadata: 'metadata',
  Tag: 'tag',
  Reason: 'reason',
}

/** What becomes of a kind that is not known, of those unions of which a later version may have more (PROTO-26). */
const others: Readonly<Record<string, string>> = {
  ServerFrame: 'leftOut',
  Rejection: 'kindAlone',
  ProtocolError: 'kindAlone',
  Body: 'textAlone',
  Mention: 'leftOut',
}

type Fields = ReadonlyMap<string, string>

/**
 * The source of a module that exports, as `frame`, what a codec says, in the words of src/sdk/read.ts.
 *
 * @throws Error where the codec has something that these have no word for.
 */
export const describe = (codec: object): string => {
  const parts = new Map<string, string>()
  const words = new Set<string>()

  const word = (name: string): string => {
    words.add(name)
    return name
  }

  /** A part with a name is written once, before what it is part of. */
  const part = (name: string, source: string): string => {
    if (!/^\w+$/.test(name)) return source
    const known = parts.get(name)
    if (known !== undefined && known !== source) throw new Error(`two parts are called ${name}`)
    parts.set(name, source)
    return name
  }

  const describeShape = (shape: Shape): string => {
    switch (shape._tag) {
      case 'StringType':
        return word('string')
      case 'NumberType':
        return word('number')
      case 'BooleanType':
        return word('boolean')
      case 'RefinementType': {
        const scalar = scalarNames[shape.name]
        if (scalar === undefined) throw new Error(`no word for ${shape.name}`)
        return word(scalar)
      }
      case 'ArrayType':
      case 'ReadonlyArrayType':
      // A reader takes a list as long as it is: its bound is for those who write.
      case 'ListType':
        return `${word('list')}(${describeShape(shape.type)})`
      case 'UnionType':
        return describeUnion(shape.name, shape.types, shape.tag)
      case 'ExactType':
        return part(shape.name, describeRecord(shape.type))
      case 'DictionaryType':
        return part(
          shape.name,
          `${word('dictionary')}(${describeShape(shape.domain)}, ${describeShape(shape.codomain)})`,
        )
      case 'KnownType': {
        const one = `${word('tagged')}('${shape.tag}', ${cases([shape.type], shape.tag)}, ${word('leftOut')})`
        return `${word('list')}(${one})`
      }
      case 'LiteralType':
        return `${word('oneOf')}(${literal(shape.value)})`
      case 'InterfaceType':
      case 'PartialType':
      case 'IntersectionType':
      case 'TypedType':
      case 'ReadonlyType':
      case 'NullType':
        throw new Error(`no word for ${shape._tag}, ${shape.name}`)
      default:
        // A codec may be of a kind that `Shape` does not know.
        shape satisfies never
        throw new Error('no word for a part of another kind')
    }
  }

  const describeUnion = (name: string, types: ReadonlyArray<Shape>, tag: string | undefined): string => {
    if (tag !== undefined) {
      const other = others[name]
      const end = other === undefined ? '' : `, ${word(other)}`
      return part(name, `${word('tagged')}('${tag}', ${cases(types, tag, other)}${end})`)
    }
    const rest = types.filter(({ _tag }) => _tag !== 'NullType')
    const literals = rest.map((one) => (one._tag === 'LiteralType' ? literal(one.value) : undefined))
    const [only] = rest
    const inner =
      only !== undefined && rest.length === 1
        ? describeShape(only)
        : literals.includes(undefined)
          ? undefined
          : `${word('oneOf')}(${literals.join(', ')})`
    if (inner === undefined) throw new Error(`no word for ${name}`)
    return rest.length < types.length ? `${word('orNull')}(${inner})` : part(name, inner)
  }

  const describeRecord = (shape: Shape): string =>
    shape._tag === 'PartialType'
      ? `${word('partial')}(${written(each(shape.props))})`
      : `${word('record')}(${written(described(shape))})`

  const each = (props: Readonly<Record<string, Shape>>): Fields =>
    new Map(Object.entries(props).map(([name, field]) => [name, describeShape(field)]))

  /** The fields of each record of a union, by what stands in its tag. */
  const cases = (types: ReadonlyArray<Shape>, tag: string, other?: string): string => {
    const all = casesOf(types, tag)
      // One without fields is known by its kind alone, as one of a later version is.
      .filter(({ shape }) => other !== 'kindAlone' || fieldsOf(shape).size > 1)
      .map(
        ({ tag: name, shape }) => `${name}: ${describeChange(shape, tag) ?? written(described(shape, tag))}`,
      )
    return `{\n${all.map((one) => `  ${one},\n`).join('')}}`
  }

  /** A change of a public row in one word, where that says all that its record does. */
  const describeChange = (shape: Shape, tag: string): string | undefined => {
    const all = fieldsOf(shape)
    const [put, patch, add] = ['put', 'patch', 'add'].map((name) => all.get(name)?.shape)
    if (put === undefined || patch === undefined || add === undefined) return undefined
    const whole = described(shape, tag)
    const key = new Map([...whole].filter(([name]) => !['put', 'patch', 'add', 'remove'].includes(name)))
    const columns = new Map(
      [...described(put)].filter(([name]) => fieldsOf(put).get(name)?.optional === false),
    )
    const counters = plain(add)
    const nullable = new Map([...plain(patch)].filter(([name]) => !columns.has(name)))
    const inPut = new Map([...columns, ...optionals(new Map([...nullable, ...counters]))])
    const meant = new Map([
      ...key,
      ['put', `optional(record(${written(inPut)}))`],
      ['patch', `optional(partial(${written(new Map([...columns, ...nullable]))}))`],
      ['add', `optional(partial(${written(counters)}))`],
      ['remove', 'optional(oneOf(true))'],
    ])
    if (written(meant) !== written(whole)) return undefined
    const given = [key, columns, nullable, counters]
    while (given.at(-1)?.size === 0) given.pop()
    return `${word('change')}(${given.map(written).join(', ')})`
  }

  /** Fields as they are where they are there. */
  const plain = (shape: Shape): Fields =>
    new Map([...fieldsOf(shape)].map(([name, field]) => [name, describeShape(field.shape)]))

  const optionals = (fields: Fields): Fields =>
    new Map([...fields].map(([name, source]) => [name, `optional(${source})`]))

  const described = (shape: Shape, but?: string): Fields =>
    new Map(
      [...fieldsOf(shape)]
        .filter(([name]) => name !== but)
        .map(([name, field]) => {
          const source = describeShape(field.shape)
          return [name, field.optional ? `${word('optional')}(${source})` : source]
        }),
    )

  const frame = describeShape(shapeOf(codec))
  const reads = [
    'change',
    'dictionary',
    'kindAlone',
    'leftOut',
    'list',
    'oneOf',
    'optional',
    'orNull',
    'partial',
    'record',
    'tagged',
    'textAlone',
  ]
  const imports = (from: ReadonlyArray<string>, file: string): string =>
    `import { ${from.toSorted().join(', ')} } from './${file}.ts'`
  return [
    '// Written from the codec `ServerFrame` by test/description.test.ts: `vitest -u` writes it anew.',
    imports(
      reads.filter((one) => words.has(one)),
      'read',
    ),
    imports(
      [...words].filter((one) => !reads.includes(one)),
      'scalars',
    ),
    '',
    ...[...parts].map(([name, source]) => `${name === frame ? 'export ' : ''}const ${name} = ${source}\n`),
  ].join('\n')
}

const literal = (value: unknown): string => JSON.stringify(value).replaceAll('"', "'")

const written = (fields: Fields): string =>
  `{ ${[...fields].map(([key, source]) => (key === source ? key : `${key}: ${source}`)).join(', ')} }`.replace(
    '{  }',
    '{}',
  )

/** The parts of a codec that have a check of their own, by name. */
export const checkedParts = (codec: object): ReadonlyMap<string, object> => {
  const found = new Map<string, object>()
  const visit = (shape: Shape): void => {
    if (shape._tag === 'RefinementType') found.set(shape.name, shape)
    else if ('type' in shape) visit(shape.type)
    else if ('types' in shape) shape.types.forEach(visit)
    else if ('domain' in shape) [shape.domain, shape.codomain].forEach(visit)
    else if ('props' in shape) Object.values(shape.props).forEach(visit)
  }
  visit(shapeOf(codec))
  return found
}
