import type { UploadFailure } from '@parley/client/files'
import { failureWords } from '../app/failure-words.ts'

/** Why a file was not uploaded, in words for who chose it. */
export const uploadWords = (failure: UploadFailure): string => {
  switch (failure._tag) {
    case 'NotUploaded':
      return `It was not uploaded: ${failure.words}`
    case 'Aborted':
      return 'It was taken out.'
    case 'Closed':
    case 'Failed':
    case 'Rejected':
      return failureWords(failure)
  }
}
