import { type SaidBody, TypedBody } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { textIn } from './event.ts'

/** The text of what answers a message, without the lines that quote it for those who know of no answers. */
const withoutQuote = (body: string): string => {
  const lines = body.split('\n')
  const first = lines.findIndex((line) => !line.startsWith('> '))
  return first > 0 && lines[first] === '' ? lines.slice(first + 1).join('\n') : body
}

/** A file is a line with what it is called and where it lies, as Matrix says it. */
const fileLine = (content: unknown): string | undefined => {
  const address = textIn(content, 'url') ?? textIn(content, 'file', 'url')
  const [name, body] = [textIn(content, 'filename'), textIn(content, 'body')]
  const caption = name === undefined || name === body ? undefined : body
  return [caption, [name ?? body ?? 'a file', address].filter(Boolean).join(': ')].filter(Boolean).join('\n')
}

const place = (content: unknown): unknown => {
  const [, latitude, longitude] = /^geo:(-?[\d.]+),(-?[\d.]+)/.exec(textIn(content, 'geo_uri') ?? '') ?? []
  const text = textIn(content, 'body')
  const where = { kind: 'location', latitude: Number(latitude), longitude: Number(longitude) }
  const whole = { ...where, ...(text === undefined ? {} : { text }) }
  return latitude === undefined || !TypedBody.is(whole) ? { kind: 'text', text } : whole
}

const saidIn = (content: unknown, isReply: boolean): unknown => {
  const body = textIn(content, 'body')
  const text = isReply && body !== undefined ? withoutQuote(body) : body
  switch (textIn(content, 'msgtype') ?? '') {
    case 'm.text':
    case 'm.notice':
      return { kind: 'text', text }
    case 'm.emote':
      return { kind: 'action', text }
    case 'm.image':
    case 'm.file':
    case 'm.audio':
    case 'm.video':
      return { kind: 'text', text: fileLine(content) }
    case 'm.location':
      return place(content)
    default:
      return null
  }
}

/** What a message says by its content; left: why it says nothing that a message here can. */
export const bodyIn = (content: unknown, isReply: boolean): E.Either<string, SaidBody> => {
  const msgtype = textIn(content, 'msgtype')
  const said = saidIn(content, isReply)
  if (said === null) return E.left(`a message of type ${msgtype} is not taken`)
  return E.mapLeft(() =>
    textIn(content, 'body')?.trim() === '' ? 'says nothing' : 'its text is none, or too long',
  )(TypedBody.decode(said))
}

/** What a sticker says. */
export const stickerIn = (content: unknown): E.Either<string, SaidBody> =>
  bodyIn({ ...(content as object), msgtype: 'm.image' }, false)
