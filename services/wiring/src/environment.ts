import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** Variables of the environment; an empty one counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A variable that can't be used. */
export interface BadVariable {
  readonly _tag: 'BadVariable'
  readonly name: string
  readonly expected: string
  /** Which part of it is wrong, and how, where it has several; without its value. */
  readonly problem?: string
}

/** What a person reads of it; the value is left out, since it may be a secret. */
export const explainVariable = ({ name, expected, problem }: BadVariable): string =>
  `${name} is not ${expected}${problem === undefined ? '' : `: ${problem}`}`

/** A string that is an address with one of these schemes. */
export const Address = (...schemes: ReadonlyArray<string>) =>
  t.refinement(
    t.string,
    (text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)) && canRead(text),
    `an address like ${schemes.map((scheme) => `${scheme}://…`).join(' or ')}; what is in it beside letters and digits, ` +
      'in a password say, may have to be written as % and two hexadecimal digits',
  )

/** Several hosts with commas between, as a cluster has, are read one by one. */
const canRead = (address: string): boolean => {
  const [, scheme = '', before = '', hosts = '', after = ''] =
    /^([^:]+:\/\/)([^/?#]*@)?([^/?#]*)(.*)$/s.exec(address) ?? []
  return hosts.split(',').every((host) => {
    const one = `${scheme}${before}${host}${after}`
    return URL.canParse(one) && isEncoded(one)
  })
}

const isEncoded = (text: string): boolean =>
  E.isRight(
    E.tryCatch(
      () => decodeURIComponent(text),
      () => undefined,
    ),
  )

/** A TCP port, written in digits; 0 is any that is free. */
export const Port = new t.Type<number, string>(
  'a port from 0 to 65535',
  (port): port is number => typeof port === 'number',
  (text, context) => {
    const port = typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
    return port <= 65_535 ? t.success(port) : t.failure(text, context)
  },
  String,
)

const levels = { fatal: 0, error: 0, warn: 0, info: 0, debug: 0, trace: 0, silent: 0 }
/** How much is logged. */
export const LogLevel = t.keyof(levels, `one of ${Object.keys(levels).join(', ')}`)

/** Reads one variable; `undefined` where it is absent. */
export const variable = <A>(
  env: Environment,
  name: string,
  codec: t.Type<A, string>,
): E.Either<BadVariable, A | undefined> => {
  const text = env[name]
  if (text === undefined || text === '') return E.right(undefined)
  return E.mapLeft((): BadVariable => ({ _tag: 'BadVariable', name, expected: codec.name }))(
    codec.decode(text),
  )
}
