import { addressOf, streamPrefixes } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { keyed } from '../mask/keyed.ts'
import { masker } from '../mask/mask.ts'
import type { ReplayLog } from '../replay.ts'
import { ExportEnded } from './ended.ts'
import { type Asked, formatVersion, type Manifest } from './manifest.ts'
import type { ExportOptions } from './options.ts'

/** What a folder holds before anything is exported. */
export const emptyManifest = (asked: Asked, log: Manifest['log']): Manifest => ({
  format: formatVersion,
  asked,
  log,
  position: asked.after,
  schemas: [],
  files: [],
})

/** What is asked, as the manifest has it. */
export const askedOf = (options: ExportOptions, before: Manifest | undefined): Asked => ({
  kind: options.kind,
  types: options.types === undefined ? null : [...options.types].toSorted(),
  tenant: options.tenantId ?? null,
  partition: options.partition === undefined ? null : { n: options.partition.n, of: options.partition.of },
  after: options.from ?? 0,
  people: options.people === 'clear' ? 'clear' : `hashed, ${fingerprint(options.people.key)}`,
  text: options.omitsText === true ? 'omitted' : 'kept',
  positions: options.positions ?? before?.asked.positions ?? options.usualPositions,
})

/** Tells keys apart, and not what they are. */
const fingerprint = (key: Uint8Array): string => keyed(key).id('which key').slice(0, 8)

/** The first event of a log, with nobody in it where people are hashed. */
export const identityOf = async (
  log: ReplayLog,
  people: ExportOptions['people'],
): Promise<Manifest['log']> => {
  const read = await log.readAll({ limit: 1, filter: { streamPrefixes } })()
  if (E.isLeft(read)) throw new ExportEnded({ _tag: 'LogFailed', error: read.left })
  const [first] = read.right
  if (first === undefined) return null
  const { id, stream } = first
  if (people === 'clear') return { id, stream }
  const masks = masker({ key: people.key })
  return { id: masks.id(id), stream: addressOf(stream) === undefined ? stream : masks.stream(stream) }
}

/** Throws where a folder holds another export, or one of another log. */
export const assertSame = (before: Manifest, asked: Asked, log: Manifest['log'], end: number): void => {
  const differs = Object.entries(asked).find(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(before.asked, name)),
  )
  if (differs !== undefined) {
    const [name, value] = differs
    const there: unknown = Reflect.get(before.asked, name)
    throw new ExportEnded({
      _tag: 'OtherExport',
      what: `its ${name} is ${JSON.stringify(there)}, and ${JSON.stringify(value)} was asked for`,
    })
  }
  if (before.log !== null && JSON.stringify(before.log) !== JSON.stringify(log))
    throw new ExportEnded({ _tag: 'OtherLog', what: 'its first event is another' })
  if (before.position > end)
    throw new ExportEnded({ _tag: 'OtherLog', what: `it ends at ${end}, and they go to ${before.position}` })
}
