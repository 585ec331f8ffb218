import { TenantId } from '@parley/domain'
import type { MayAdd, MayAddByTenant } from '@parley/engine'
import { type BadVariable, type Environment, variable } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { parts } from './parts.ts'

const settings: Readonly<Record<MayAdd, null>> = { everyone: null, acquainted: null, nobody: null }
const Setting = t.keyof(settings, `one of ${Object.keys(settings).join(', ')}`)

/** Enough for a thousand tenants with the longest of names. */
const mostCharacters = 100_000

const expected =
  `a list like acme=acquainted, school=nobody, everyone, in which ${Setting.name} stands once for each tenant that is ` +
  'named and once, alone, for all others'

/** Reads `PARLEY_MAY_ADD`. A part that can't be used is told by its number, since no value is shown. */
export const mayAddConfig = (env: Environment): E.Either<BadVariable, MayAddByTenant | undefined> => {
  const name = 'PARLEY_MAY_ADD'
  const list = variable(env, name, t.string)
  if (E.isLeft(list)) return list
  if (list.right === undefined) return E.right(undefined)
  return E.mapLeft((problem: string): BadVariable => ({ _tag: 'BadVariable', name, expected, problem }))(
    byTenant(list.right),
  )
}

/** Left: what is wrong, in words. */
const byTenant = (list: string): E.Either<string, MayAddByTenant> => {
  if (list.length > mostCharacters) return E.left(`it has more than ${mostCharacters} characters`)
  const tenants = new Map<TenantId, MayAdd>()
  let others: MayAdd | undefined
  // Which part says it for a tenant, or for all others (undefined).
  const saidBy = new Map<TenantId | undefined, number>()
  for (const [index, part] of parts(list).entries()) {
    const number = index + 1
    const said = saidIn(part)
    if (E.isLeft(said)) return E.left(`part ${number} ${said.left}`)
    const { tenantId, setting } = said.right
    const before = saidBy.get(tenantId)
    if (before !== undefined)
      return E.left(
        `parts ${before} and ${number} are both for ${tenantId === undefined ? 'all others' : 'one tenant'}`,
      )
    saidBy.set(tenantId, number)
    if (tenantId === undefined) others = setting
    else tenants.set(tenantId, setting)
  }
  return others === undefined ? E.left('no part stands alone, for all others') : E.right({ tenants, others })
}

/** What one part says for a tenant, or for all others. */
interface Said {
  readonly tenantId: TenantId | undefined
  readonly setting: MayAdd
}

const saidIn = (part: string): E.Either<string, Said> => {
  const [, tenantId, setting] = /^(?:([^=]*)=)?(.*)$/s.exec(part) ?? []
  if (tenantId !== undefined && !TenantId.is(tenantId))
    return E.left('names no tenant (1 to 64 of a-z 0-9 _ -, beginning with a letter or digit)')
  return Setting.is(setting) ? E.right({ tenantId, setting }) : E.left(`is not ${Setting.name}`)
}
