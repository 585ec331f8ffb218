import { unionOf } from '@parley/domain'
import type * as t from 'io-ts'
import { bans } from './queries/bans.ts'
import { browse } from './queries/browse.ts'
import { conversation } from './queries/conversation.ts'
import { conversations } from './queries/conversations.ts'
import { directory } from './queries/directory.ts'
import { file } from './queries/file.ts'
import { history } from './queries/history.ts'
import { limits } from './queries/limits.ts'
import { members } from './queries/members.ts'
import { mutes } from './queries/mutes.ts'
import { people } from './queries/people.ts'
import { pinned } from './queries/pinned.ts'
import { profiles } from './queries/profiles.ts'
import { reactions } from './queries/reactions.ts'
import { receipts } from './queries/receipts.ts'
import { search } from './queries/search.ts'
import { reports } from './queries/reports.ts'
import { restraints } from './queries/restraints.ts'
import { thread } from './queries/thread.ts'
import { unread } from './queries/unread.ts'
import { versions } from './queries/versions.ts'

/** Every type of query. Lists are paged: `before` and `after` are those of the page's last row. */
const queryDefinitions = [
  conversations,
  conversation,
  history,
  thread,
  members,
  browse,
  people,
  reactions,
  pinned,
  search,
  unread,
  bans,
  receipts,
  mutes,
  restraints,
  limits,
  versions,
  reports,
  directory,
  profiles,
  file,
] as const

type Definition = (typeof queryDefinitions)[number]

/** What a client can ask. */
export type Query = t.TypeOf<Definition['query']>
export const Query = unionOf(
  queryDefinitions.map(({ query }) => query),
  'Query',
)

/** A query of one type. */
export type QueryOf<Type extends Query['type']> = Extract<Query, { readonly type: Type }>

/** The answers, each by the type of its query. `more`: there is a next page. */
export type QueryResult = t.TypeOf<Definition['result']>
export const QueryResult = unionOf(
  queryDefinitions.map(({ result }) => result),
  'QueryResult',
)

/** The answer to a query of one type. */
export type ResultOf<Type extends Query['type']> = Extract<QueryResult, { readonly type: Type }>
