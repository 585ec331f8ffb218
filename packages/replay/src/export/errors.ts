import type { ReadError } from '@parley/event-store'

/** Why an export ended before it was whole. What is there is good, and the same export again goes on from there. */
export type ExportError =
  /** The log can't be read on. */
  | { readonly _tag: 'LogFailed'; readonly error: ReadError }
  /** The folder can't be worked on. */
  | { readonly _tag: 'FolderFailed'; readonly cause: string }
  /** The folder holds something else than this export. */
  | { readonly _tag: 'OtherExport'; readonly what: string }
  /** The folder's events are not those of this log. */
  | { readonly _tag: 'OtherLog'; readonly what: string }
  /** Whoever asked for it said to stop. */
  | { readonly _tag: 'Stopped' }

/** The same for people, with what there is to do. */
export const explainExportError = (error: ExportError): string => {
  switch (error._tag) {
    case 'LogFailed':
      return `The log failed: ${'cause' in error.error ? error.error.cause : error.error._tag}. Run it again to go on from there.`
    case 'FolderFailed':
      return `The folder can't be worked on: ${error.cause}.`
    case 'OtherExport':
      return `The folder holds another export: ${error.what}. Name another folder, or ask for the same.`
    case 'OtherLog':
      return `The folder holds events of another log, or this one was set back: ${error.what}.`
    case 'Stopped':
      return 'Stopped. Run it again to go on from there.'
    default:
      return error satisfies never
  }
}
