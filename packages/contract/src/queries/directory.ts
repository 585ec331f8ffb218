import { UserId } from '@parley/domain'
import * as t from 'io-ts'
import { PersonView } from '../views/person.ts'
import { page, queryDefinition, Search } from './query-definition.ts'

/**
 * The people of the tenant whom one may know of, not oneself, by what they are called: their display name, or else their
 * id. `search`: those whose display name, or a word of it, or whose id begins so. `after`: those after a person, as that one
 * is called now.
 */
export const directory = queryDefinition(
  'directory',
  {},
  { ...page, search: Search, after: UserId },
  { people: t.array(PersonView), more: t.boolean },
)
