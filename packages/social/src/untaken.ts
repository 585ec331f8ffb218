import { type ChannelDocuments, type Report, tell } from './read-documents.ts'

const isSomething = (value: unknown): boolean => {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || Object.keys(value).length > 0
}

/** Reports what a document says in fields for which there is no place here. */
export const tellUntaken = ({ channel, messages }: ChannelDocuments, report: Report): void => {
  const ofChannel = channel.document
  const fields = [
    [channel, ofChannel, ['messageAutoDeleteEnabled']],
    ...messages.map((message) => [message, message.document, ['flagCount']] as const),
  ] as const
  for (const [found, document, names] of fields) {
    const values = new Map<string, unknown>(Object.entries(document))
    const untaken = names.filter((name) => isSomething(values.get(name)))
    if (untaken.length > 0)
      tell(report, found, `has ${untaken.join(', ')}, for which there is no place`, 'mended')
  }
}
