/** What a Postgres, or the way to it, did wrong, for a person who can do something about it. */
export interface PostgresFault {
  /** What is wrong, in words, with what the server itself said. */
  readonly cause: string
  /** What to do about it. */
  readonly todo: string
  /** Whether it stays until somebody does something: then trying again does not help. */
  readonly lasting: boolean
}

type Known = Omit<PostgresFault, 'cause'> & {
  readonly words: string
  /** Whether who is at work needs nothing more once that is done. A start that was given up does. */
  readonly goesOn: boolean
}

const lasting = (words: string, todo: string): Known => ({ words, todo, lasting: true, goesOn: false })
const passing = (words: string, todo: string): Known => ({ words, todo, lasting: false, goesOn: false })
const waitedOut = (words: string, todo: string): Known => ({ words, todo, lasting: false, goesOn: true })

const start = 'Start it, or see why it does not run.'
const wayThere = 'See to the server and to the network between it and Parley.'

/** By SQLSTATE, then by its class: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const bySqlState: Readonly<Record<string, Known>> = {
  '08P01': lasting(
    'it, or a pooler before it, does not take how Parley connects',
    'Name the server itself in DATABASE_URL, or have the pooler pool whole sessions and pass `options` on.',
  ),
  '2BP01': waitedOut(
    'views or the like that somebody made hang on it',
    'Drop those, and make them again afterwards.',
  ),
  '25006': passing(
    'the database can only be read',
    'Name the primary server in DATABASE_URL, not a standby, or have it take writes again.',
  ),
  '28': lasting('the server does not let Parley in', 'Put the right user and password into DATABASE_URL.'),
  '3D000': lasting('there is no such database', 'Make it, or name another one in DATABASE_URL.'),
  '3F000': lasting('a schema is missing', 'Start Parley again: it makes what can be made anew.'),
  '42501': lasting(
    'the user of DATABASE_URL may not do that',
    'Grant it what is named, or make it the owner of the database; a new start makes sure.',
  ),
  '42P01': lasting(
    'a table is missing',
    'Restore it, or start Parley again: it makes what can be made anew.',
  ),
  '42': lasting(
    'its tables or functions are not those of this version',
    'Let one version of Parley alone work on this database, and start it again.',
  ),
  '53100': waitedOut('the disk of the database is full', 'Make room on it.'),
  '53200': waitedOut('the database is out of memory', 'Give it more.'),
  '53300': waitedOut('the database takes no more connections', 'End others, or raise max_connections.'),
  '53': waitedOut('the database is at the end of its resources', wayThere),
  '57P03': passing('the server is starting or stopping', 'It is waited for.'),
  '57P': waitedOut('the server ended the connection', start),
  '55': waitedOut('the database is not ready for that', wayThere),
  '57': waitedOut('the database stopped what was asked', wayThere),
  '58': passing('the disk or the system of the database fails', 'See the log of the database.'),
  XX: lasting(
    'the database found its own data broken',
    'See the log of the database, and restore it from a backup.',
  ),
}

const bySystemCode: Readonly<Record<string, Known>> = {
  ECONNREFUSED: waitedOut('nothing listens there', start),
  ECONNRESET: waitedOut('the connection was cut', wayThere),
  EPIPE: waitedOut('the connection was cut', wayThere),
  ENOTFOUND: passing('there is no host of that name', 'Put the right host into DATABASE_URL.'),
  EAI_AGAIN: waitedOut('the name of the host is not found at this moment', wayThere),
  EHOSTUNREACH: waitedOut('there is no way to that host', wayThere),
  ENETUNREACH: waitedOut('there is no way to that network', wayThere),
  ETIMEDOUT: waitedOut('it gives no answer', wayThere),
  ENOENT: waitedOut('there is no such socket', start),
}

/** What the driver says where there is no code. */
const byMessage: ReadonlyArray<readonly [RegExp, Known]> = [
  [/timeout/i, waitedOut('it gives no answer', wayThere)],
  [/terminated|ended|closed|not queryable/i, waitedOut('the connection was cut', wayThere)],
  [
    /does not support SSL|certificate|self.signed|SSL|TLS/i,
    lasting(
      'TLS with it does not come about',
      'Put the right sslmode into DATABASE_URL, and see to its certificate.',
    ),
  ],
  [/password must be a string|SASL/i, lasting('it wants a password', 'Put it into DATABASE_URL.')],
]

const unknown = passing('it fails', 'See the log of the database.')

const knownOf = (code: string | undefined, message: string): Known => {
  for (let prefix = code ?? ''; prefix.length >= 2; prefix = prefix.slice(0, -1)) {
    const known = bySqlState[prefix] ?? bySystemCode[prefix]
    if (known !== undefined) return known
  }
  return byMessage.find(([words]) => words.test(message))?.[1] ?? unknown
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** The first error where a driver hands over several, one for each address of a host. */
const innermost = (error: unknown): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error

/** Of Postgres's own error only its message is taken, never its detail, which may hold values of rows. */
const faultOf = (thrown: unknown): PostgresFault & Pick<Known, 'goesOn'> => {
  const error = innermost(thrown)
  const said = error instanceof Error ? error.message : String(error)
  const { words, ...rest } = knownOf(codeOf(error), said)
  return { ...rest, cause: said === '' ? words : `${words} (${said})` }
}

/** Puts into words what the driver threw, for who is at work. */
export const postgresFault = (thrown: unknown): PostgresFault => {
  const { goesOn, ...fault } = faultOf(thrown)
  return goesOn ? { ...fault, todo: `${fault.todo} Parley goes on by itself then.` } : fault
}

/** What happened and what to do, where a start ends with it. `called`: how whoever reads it named the server. */
export const explainStart = (thrown: unknown, called = 'DATABASE_URL'): string => {
  const { cause, todo } = faultOf(thrown)
  return `${cause}. ${todo.replaceAll('DATABASE_URL', called)}`
}

/** What happened and what to do, while Parley is at work. */
export const explainPostgres = (thrown: unknown): string => {
  const { cause, todo } = postgresFault(thrown)
  return `${cause}. ${todo}`
}
