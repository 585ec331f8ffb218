type Environment = Readonly<Record<string, string | undefined>>

/**
 * Which servers a run of the tests has, going by the variables that name others than the tests' own. Only the
 * variables are told: an address may hold a password.
 */
export const serverLines = (env: Environment): ReadonlyArray<string> => {
  const named = (variable: string): boolean => (env[variable] ?? '') !== ''
  const also = (variable: string): string =>
    named(variable) ? `that of ${variable}` : `none of ${variable}, which is not set`
  const postgres = named('PARLEY_TEST_DATABASE_URL')
    ? 'that of PARLEY_TEST_DATABASE_URL'
    : "the tests' own, a real one"
  const eventStoreDb = named('EVENTSTORE_TEST_URL') ? 'that of EVENTSTORE_TEST_URL' : "the tests' own"
  return [
    `servers Postgres: ${postgres}`,
    `servers EventStoreDB: the tests' own, which only speaks like one; ${also('EVENTSTORE_TEST_URL')}; ${also('EVENTSTORE_TEST_CLUSTER')}`,
    `servers the log of the engine under test: ${env['PARLEY_TEST_LOG'] === 'eventstoredb' ? `EventStoreDB, ${eventStoreDb}` : 'Postgres'}`,
  ]
}
