import { commandDefinitions } from '@parley/domain'
import { expect, test } from 'vitest'
import { casesOf, Query, QueryResult, shapeOf, WireCommand } from '../src/index.ts'

const typesIn = (codec: object): ReadonlyArray<string> =>
  casesOf([shapeOf(codec)], 'type').map(({ tag }) => tag)

test('CONTRACT-4: the commands on the wire are those of the registry, and each query has a result of its type', () => {
  expect(typesIn(WireCommand)).toEqual(commandDefinitions.map(({ type }) => type))
  expect(typesIn(QueryResult)).toEqual(typesIn(Query))
})
