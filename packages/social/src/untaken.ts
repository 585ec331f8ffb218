import { type ChannelDocuments, type Report, tell } from './read-documents.ts'

/** Reports what a document says in fields for which there is no place here. */
export const tellUntaken = ({ messages }: ChannelDocuments, report: Report): void => {
  for (const found of messages) {
    const { parley, flagCount = 0 } = found.document
    // Of its own documents Parley knows who flags what.
    if (parley === undefined && flagCount > 0)
      tell(report, found, 'has flagCount, for which there is no place', 'mended')
  }
}
