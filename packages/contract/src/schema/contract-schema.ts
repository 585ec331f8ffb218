import { Rejection } from '@parley/domain'
import { CommandResult, WireCommand } from '../command.ts'
import { AccessError, EngineError } from '../errors.ts'
import { LatestSeen } from '../latest-seen.ts'
import { Query, QueryResult } from '../query.ts'
import { Token } from '../token.ts'
import { Update } from '../update.ts'
import { NamedVersions } from '../version.ts'
import { WatchRequest, Watched } from '../watch.ts'
import { schemaDocument, type SchemaParts } from './schema-document.ts'

/** What the document of the contract is made of. */
export const contractParts: SchemaParts = {
  id: 'urn:parley:contract',
  title: 'The contract of Parley',
  description:
    'What goes through any door: commands, queries and their results, rows, updates, rejections and errors. Fields that are not named are passed over.',
  inputs: [WireCommand, Query, WatchRequest, LatestSeen, NamedVersions, Token],
  answers: [CommandResult, QueryResult, Rejection, AccessError, EngineError, Update, Watched],
}

/** The JSON Schema of the contract: what stands in schema/contract.json. */
export const contractSchema = schemaDocument(contractParts)
