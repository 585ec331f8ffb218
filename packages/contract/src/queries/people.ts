import { listOf, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { maxPage } from '../limits.ts'
import { page, queryDefinition, Search } from './query-definition.ts'

/**
 * People that one may know of, not oneself: who is in a channel with one, or in an open one. `search` within the name,
 * those that begin with it first; `among`: those of these who are.
 */
export const people = queryDefinition(
  'people',
  {},
  { ...page, search: Search, among: listOf(UserId, maxPage) },
  { people: t.array(UserId), more: t.boolean },
)
