import * as t from 'io-ts'
import { listOf } from '../../values/list-of.ts'
import { Amount, Data, FileId, Latitude, Link, Longitude, MimeType, SystemCode } from './parts.ts'

/** The most areas of an image map. */
export const maxAreas = 50

/** A part of a picture that leads somewhere, in pixels of the picture. */
const Area = t.exact(
  t.intersection([
    t.type({ x: Amount, y: Amount, width: Amount, height: Amount }),
    t.partial({ link: Link }),
  ]),
)

/** What texts and names of bodies are: as people type them, or as they are kept. */
interface Spelling<Text extends t.Mixed, Name extends t.Mixed> {
  readonly text: Text
  readonly name: Name
}

const media = <Kind extends string, Text extends t.Mixed, Name extends t.Mixed>(
  kind: Kind,
  { text, name }: Spelling<Text, Name>,
) =>
  t.exact(
    t.intersection([
      t.type({ kind: t.literal(kind), fileId: FileId, name, mimeType: MimeType, size: Amount }),
      t.partial({ thumbnailFileId: FileId, text, width: Amount, height: Amount, durationMs: Amount }),
    ]),
    kind,
  )

const data = <Kind extends string, Text extends t.Mixed>(kind: Kind, text: Text) =>
  t.exact(t.intersection([t.type({ kind: t.literal(kind), data: Data }), t.partial({ text })]), kind)

/**
 * Every kind of body that people send. Whatever is not said in words may have words beside it, its `text`: it is what
 * is searched for, listed, and shown by who does not know the kind.
 */
export const saidKinds = <Text extends t.Mixed, Name extends t.Mixed>(spelling: Spelling<Text, Name>) => {
  const { text, name } = spelling
  return [
    t.strict({ kind: t.literal('text'), text }, 'text'),
    /** Something done rather than said: `* ada waves`. */
    t.strict({ kind: t.literal('action'), text }, 'action'),
    media('image', spelling),
    media('video', spelling),
    media('audio', spelling),
    media('file', spelling),
    t.exact(
      t.intersection([
        t.type({ kind: t.literal('location'), latitude: Latitude, longitude: Longitude }),
        t.partial({ name, text }),
      ]),
      'location',
    ),
    /** Of an application's own, and of a form that it calls by nothing but what stands in it. */
    data('custom', text),
    data('json', text),
    t.exact(
      t.intersection([
        t.type({ kind: t.literal('imagemap'), fileId: FileId, areas: listOf(Area, maxAreas) }),
        t.partial({ text }),
      ]),
      'imagemap',
    ),
  ] as const
}

/** What the engine itself says, by one of its rules: for whoever shows it to put into words. */
export const systemKind = <Text extends t.Mixed>(text: Text) =>
  t.exact(
    t.intersection([
      t.type({ kind: t.literal('system'), code: SystemCode, args: Data }),
      t.partial({ text }),
    ]),
    'system',
  )
