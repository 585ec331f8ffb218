import { type ChannelDocuments, type Report, tell } from './read-documents.ts'

const isSomething = (value: unknown): boolean => {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || Object.keys(value).length > 0
}

/** Reports what a document says in fields for which there is no place here. */
export const tellUntaken = ({ messages }: ChannelDocuments, report: Report): void => {
  for (const found of messages) {
    const { document } = found
    // Of its own documents Parley knows who flags what.
    if (document.parley === undefined && isSomething(document.flagCount))
      tell(report, found, 'has flagCount, for which there is no place', 'mended')
  }
}
