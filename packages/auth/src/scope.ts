import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/**
 * What a server may be allowed: to act for the people of its tenant, to bring in what was said elsewhere, to moderate,
 * and to read the events of its tenant.
 */
export const Scope = t.keyof({ 'act-as': null, import: null, moderate: null, 'read-events': null }, 'Scope')
export type Scope = t.TypeOf<typeof Scope>

/** What one server is allowed. */
export type Scopes = ReadonlySet<Scope>

/** The most characters of a list of scopes. */
const maxLength = 256

const List = t.array(Scope)

/** Scopes as OAuth writes them. One that is not known makes it no list at all. */
export const ScopesFromText = new t.Type<Scopes, string>(
  `one or more of ${Object.keys(Scope.keys).join(', ')} with single blanks between`,
  (value): value is Scopes => value instanceof Set && [...value].every(Scope.is),
  (value, context) => {
    if (typeof value !== 'string' || value.length > maxLength) return t.failure(value, context)
    const named = List.decode(value.split(' '))
    return E.isLeft(named) ? t.failure(value, context) : t.success(new Set(named.right))
  },
  (value) => [...value].join(' '),
)
