import { listOf, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { maxPage } from '../limits.ts'
import { PersonView } from '../views/person.ts'
import { queryDefinition } from './query-definition.ts'

/**
 * What these people say of themselves, by user id; those of whom one may not know are left out. Oneself one knows of.
 * `more`: not all of them had room in the answer; what is missing is after the last.
 */
export const profiles = queryDefinition(
  'profiles',
  { userIds: listOf(UserId, maxPage) },
  {},
  { people: t.array(PersonView), more: t.boolean },
)
