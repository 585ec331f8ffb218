import { type FieldError, maxFields } from '@parley/contract'
import { maxDepth } from '../limits.ts'
import { endOfString } from './end-of-string.ts'

/** What can be seen of a JSON text without reading it into values. */
export interface Outline {
  /** The whole number under `id` in the outermost object, the first such; undefined: there is none. */
  readonly id: number | undefined
  /** Where it has more objects and fields, or is deeper, than a frame may be; undefined: nowhere. */
  readonly excess: FieldError | undefined
}

/** A string of the text: where its quotation marks are. */
interface Span {
  readonly begin: number
  readonly end: number
}

/**
 * Looks once over a text: that costs a fraction of reading it into values where it is made to be dear, of thousands
 * of fields and objects, or of lists in lists. Whether it is JSON is not for this to find out.
 */
export const outlineOf = (text: string): Outline => {
  // By depth, the field that is being looked over; undefined: the first of an object, or a list.
  const fields: Array<Span | undefined> = [undefined]
  let depth = 0
  let counted = 0
  let latest: Span = { begin: 0, end: 0 }
  let id: number | undefined
  let excess: FieldError | undefined

  const tooMuch = (expected: string): void => {
    excess ??= { path: pathOf(text, fields.slice(1, depth + 1)), expected }
  }
  const count = (): void => {
    counted += 1
    if (counted > maxFields) tooMuch(`at most ${maxFields} fields`)
  }
  const deepen = (): void => {
    depth += 1
    if (depth > maxDepth) tooMuch(`at most ${maxDepth} deep`)
    else fields[depth] = undefined
  }

  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '"':
        latest = { begin: at, end: endOfString(text, at) }
        at = latest.end
        break
      case ':':
        if (depth <= maxDepth) fields[depth] = latest
        if (depth === 1) id ??= idAt(text, latest)
        count()
        break
      case '[':
        deepen()
        break
      case '{':
        deepen()
        count()
        break
      case ']':
      case '}':
        depth -= 1
        break
      default:
    }
  }
  return { id, excess }
}

/** The most characters of a field's name that an error repeats. */
const longestName = 64

/** The names down to the first place that has none, in a list say. */
const pathOf = (text: string, fields: ReadonlyArray<Span | undefined>): string => {
  const names: Array<string> = []
  for (const field of fields) {
    if (field === undefined) break
    names.push(text.slice(field.begin + 1, Math.min(field.end, field.begin + 1 + longestName)))
  }
  return names.join('.')
}

const idField = /"id"\s*:\s*(\d{1,16})\s*[,}]/y

/** The number of a field, if it is `id`. */
const idAt = (text: string, { begin, end }: Span): number | undefined => {
  if (end - begin !== 3) return undefined
  idField.lastIndex = begin
  const found = idField.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}
