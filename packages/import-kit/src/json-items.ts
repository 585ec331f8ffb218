import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { textOf } from './text.ts'

/** One item of a list in a JSON file: the line (from 1) where it begins, and its value; left: why it has none. */
export interface Item {
  readonly line: number
  readonly value: E.Either<string, unknown>
}

/**
 * The items of a JSON file that is a list, each read by itself, so that it can be said where one stands, and one that
 * is broken spoils no other. Left: why the file is no list.
 */
export const itemsOf = (bytes: Uint8Array): E.Either<string, ReadonlyArray<Item>> => {
  const text = textOf(bytes).text.replace(/^\ufeff/, '')
  const start = /^\s*\[/.exec(text)?.[0].length
  if (start === undefined) return E.left('is no list of JSON')
  const items: Item[] = []
  let line = text.slice(0, start).split('\n').length
  let begun: { readonly at: number; readonly line: number } | null = null
  let depth = 0
  const end = (at: number): void => {
    if (begun !== null) items.push({ line: begun.line, value: parsed(text.slice(begun.at, at)) })
    begun = null
  }
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\n') line += 1
    if (depth === 0 && (sign === ',' || sign === ']')) {
      end(at)
      if (sign === ']') return E.right(items)
    } else if (!/\s/.test(sign)) {
      begun ??= { at, line }
      if (sign === '"') at = afterString(text, at)
      else if (sign === '{' || sign === '[') depth += 1
      else if (sign === '}' || sign === ']') depth -= 1
    }
  }
  end(text.length)
  return E.right([...items, { line, value: E.left('the file ends before its list does') }])
}

/** Where the string that begins at `at` ends; its line ends are escaped. */
const afterString = (text: string, at: number): number => {
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end
}

const parsed = (json: string): E.Either<string, unknown> =>
  E.tryCatch(
    (): unknown => JSON.parse(json),
    () => 'is no JSON',
  )

/** An item as a codec takes it; left: what is wrong with it, by the name of the field. */
export const decodeItem = <A>(codec: t.Type<A, unknown>, { value }: Item): E.Either<string, A> => {
  if (E.isLeft(value)) return value
  return E.mapLeft((errors: t.Errors) => {
    const fields = errors.map(({ context }) => context.map(({ key }) => key).filter((key) => key !== ''))
    // Of a union or an intersection, whose parts are named by numbers, the field in it.
    const named = fields.map((keys) => keys.filter((key) => !/^\d+$/.test(key)).join('.'))
    return `${named.find((name) => name !== '') ?? 'it'} is not as it should be`
  })(codec.decode(value.right))
}
