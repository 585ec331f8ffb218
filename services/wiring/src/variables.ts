/** A variable of the environment, for people: what it says, and what holds unless it is set. */
interface Variable {
  readonly name: string
  readonly says: string
  readonly unlessSet: string
}

/** Every variable that a program of Parley reads. README.md lists the same. */
export const variables = [
  { name: 'PORT', says: 'the port it listens on', unlessSet: '4000, or a free one (the gateway: 8080)' },
  { name: 'HOST', says: 'the address it listens on', unlessSet: '127.0.0.1' },
  {
    name: 'PARLEY_DATA',
    says: 'the folder of all data that is kept on this machine',
    unlessSet: '.parley in the project',
  },
  {
    name: 'DATABASE_URL',
    says: 'a Postgres for read models, and for the log: postgres://…',
    unlessSet: 'the embedded one (gateway and projector need it)',
  },
  {
    name: 'EVENTSTORE_URL',
    says: 'an EventStoreDB or KurrentDB for the log: esdb://…',
    unlessSet: 'the log is in Postgres',
  },
  {
    name: 'PARLEY_JWT_SECRET',
    says: "what your people's tokens are signed with: a shared secret",
    unlessSet: 'development tokens, on loopback alone',
  },
  { name: 'PARLEY_JWT_PUBLIC_KEY', says: 'or a public key as SPKI PEM', unlessSet: 'as above' },
  { name: 'PARLEY_JWKS_URL', says: 'or the address of a key set', unlessSet: 'as above' },
  {
    name: 'PARLEY_ORIGINS',
    says: 'the origins whose pages may connect, with commas between, or *',
    unlessSet: "the server's own",
  },
  {
    name: 'PARLEY_LIMITS',
    says: 'how much may be asked: commands.person=1000/100, sessions.address=5000, …, or off',
    unlessSet: 'the limits of docs/spec/gateway.md',
  },
  {
    name: 'PARLEY_PROXIES',
    says: 'the proxies whose X-Forwarded-For is believed: addresses or ranges, with commas between',
    unlessSet: 'none',
  },
  {
    name: 'PARLEY_MAY_ADD',
    says: 'whom people put into channels and conversations: everyone, acquainted (who shares a channel with them) or nobody; by tenant: acme=nobody, everyone',
    unlessSet: 'everyone',
  },
  {
    name: 'PARLEY_RECEIPTS_MEMBERS',
    says: 'in channels of up to so many members it is told who has read what: 0 to 1000',
    unlessSet: '100',
  },
  {
    name: 'PARLEY_FILES',
    says: 'the folder in which files are kept that people send, the same for all gateways',
    unlessSet: 'files in PARLEY_DATA (the gateway: none are kept)',
  },
  {
    name: 'PARLEY_EXPORT_KEY',
    says: "the key by which people's ids are hashed in an export, at least 16 bytes",
    unlessSet: '--key-file, or --clear',
  },
  { name: 'LOG_LEVEL', says: 'how much is logged to standard error', unlessSet: 'warn' },
  { name: 'LOG_FORMAT', says: 'as lines for people (text) or for machines (json)', unlessSet: 'text' },
] as const satisfies ReadonlyArray<Variable>

export type VariableName = (typeof variables)[number]['name']

const stores: ReadonlyArray<VariableName> = ['DATABASE_URL', 'EVENTSTORE_URL']
const logging: ReadonlyArray<VariableName> = ['LOG_LEVEL', 'LOG_FORMAT']
const doors: ReadonlyArray<VariableName> = [
  'PORT',
  'HOST',
  'PARLEY_JWT_SECRET',
  'PARLEY_JWT_PUBLIC_KEY',
  'PARLEY_JWKS_URL',
  'PARLEY_ORIGINS',
  'PARLEY_LIMITS',
  'PARLEY_PROXIES',
  'PARLEY_MAY_ADD',
  'PARLEY_RECEIPTS_MEMBERS',
  'PARLEY_FILES',
]

/** Which of them each program reads. */
export const variablesOf = {
  standalone: [...doors, 'PARLEY_DATA', ...stores, ...logging],
  gateway: [...doors, ...stores, ...logging],
  projector: [...stores, ...logging],
  operator: ['PARLEY_DATA', ...stores, 'PARLEY_EXPORT_KEY', ...logging],
} as const satisfies Readonly<Record<string, ReadonlyArray<VariableName>>>

/** The table that `--help` ends with. */
export const variablesHelp = (names: ReadonlyArray<VariableName>): string => {
  const shown: ReadonlyArray<Variable> = variables.filter(({ name }) => names.includes(name))
  const width = Math.max(...shown.map(({ name }) => name.length))
  const lines = shown.map(
    ({ name, says, unlessSet }) =>
      `  ${name.padEnd(width)}  ${says}\n${' '.repeat(width + 4)}unless set: ${unlessSet}`,
  )
  return ['', 'Variables of the environment:', ...lines].join('\n')
}
