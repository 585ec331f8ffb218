import type { Body, Mentions } from '@parley/domain'
import type { Message, Version } from './documents.ts'

const words: ReadonlySet<string> = new Set(['text', 'action'])

/** Whether the fields of a document say all of what a message said. */
export const isTextAlone = ({ body, metadata, tags, mentions }: Version): boolean =>
  words.has(body.kind) && metadata === undefined && tags === undefined && mentions === undefined

/** What a message says, as the format has it: by the kind nearest to it. All of it stands under `parley`. */
export const dataOf = (body: Body): Required<Pick<Message, 'dataType' | 'data'>> => {
  switch (body.kind) {
    case 'text':
    case 'action':
      return { dataType: 'text', data: { text: body.text } }
    case 'custom':
    case 'json':
      return { dataType: body.kind, data: body.data }
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'imagemap': {
      const { kind, ...data } = body
      return { dataType: kind, data }
    }
    case 'location':
    case 'system':
      return { dataType: 'custom', data: { ...body } }
    default:
      return body satisfies never
  }
}

/** Mentions as the format has them, which knows none of those who are there at the moment. */
export const mentionedUsers = (mentions: Mentions | undefined): ReadonlyArray<unknown> & Array<unknown> =>
  (mentions ?? []).filter(({ type }) => type !== 'here')
