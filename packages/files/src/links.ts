import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Person } from '@parley/auth'
import type { FileId, Position, TenantId, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** For whom a link is, until when it holds (milliseconds since 1970), and how far the read models are to have come. */
interface Link {
  readonly person: Person
  readonly until: number
  readonly atLeast: Position
}

const Written = t.exact(
  t.intersection([
    t.type({ tenant: t.string, user: t.string, until: t.number, at: t.number }),
    t.partial({ guest: t.literal(true) }),
  ]),
  'Link',
)

/** The most characters of a link that are looked at. */
const most = 2_048

/**
 * Links that stand for a person, for one file and a short time: for what a browser fetches by itself, a picture say, with
 * no token. Whether that person may read the file is asked each time that it is fetched.
 */
export interface Links {
  readonly sign: (fileId: FileId, link: Link) => string
  /** Undefined where it is none of ours, of another file, or its time is over. */
  readonly read: (fileId: string, text: string, now: number) => Link | undefined
}

export const links = (secret: string): Links => {
  const sealOf = (fileId: string, written: string): Buffer =>
    createHmac('sha256', secret).update(`${fileId}\n${written}`).digest()

  return {
    sign: (fileId, { person, until, atLeast }) => {
      const { tenantId: tenant, userId: user, guest } = person
      const said = { tenant, user, until, at: atLeast, ...(guest === true ? { guest } : {}) }
      const written = Buffer.from(JSON.stringify(said)).toString('base64url')
      return `${written}.${sealOf(fileId, written).toString('base64url')}`
    },
    read: (fileId, text, now) => {
      const [written = '', seal = ''] = text.length > most ? [] : text.split('.')
      const [given, right] = [Buffer.from(seal, 'base64url'), sealOf(fileId, written)]
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const said = Written.decode(jsonOf(Buffer.from(written, 'base64url').toString()))
      if (E.isLeft(said) || said.right.until < now) return undefined
      const { tenant, user, guest, until, at } = said.right
      // They were written here, from what had been checked.
      const whose = { tenantId: tenant as TenantId, userId: user as UserId }
      return {
        person: { kind: 'person', ...whose, ...(guest === true ? { guest } : {}) },
        until,
        atLeast: at as Position,
      }
    },
  }
}

const jsonOf = (text: string): unknown =>
  E.getOrElse((): unknown => undefined)(
    E.tryCatch(
      (): unknown => JSON.parse(text),
      () => undefined,
    ),
  )
