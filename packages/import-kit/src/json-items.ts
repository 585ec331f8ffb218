import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { textOf } from './text.ts'

/** One item of a list in a JSON file: the line (from 1) where it begins, and its value; left: why it has none. */
export interface Item {
  readonly line: number
  readonly value: E.Either<string, unknown>
}

/** A part of a JSON text as it is written, and the line (from 1) where it begins. */
export interface WrittenJson {
  readonly line: number
  readonly text: string
}

/**
 * The items of a JSON file that is a list, each read by itself, so that it can be said where one stands, and one that
 * is broken spoils no other. Left: why the file is no list.
 */
export const itemsOf = (bytes: Uint8Array): E.Either<string, ReadonlyArray<Item>> =>
  itemsIn({ line: 1, text: jsonText(bytes) })

/** The same of a list within a file. */
export const itemsIn = (written: WrittenJson): E.Either<string, ReadonlyArray<Item>> => {
  const parts = partsOf(written, '[', ']')
  if (parts === null) return E.left('is no list of JSON')
  const items = parts.parts.map(({ line, text }): Item => ({ line, value: parsed(text) }))
  if (parts.isWhole) return E.right(items)
  return E.right([...items, { line: parts.line, value: E.left('the file ends before its list does') }])
}

/** The fields of a JSON file that is an object, by their names, as they are written. Left: why the file is none. */
export const fieldsOf = (bytes: Uint8Array): E.Either<string, ReadonlyMap<string, WrittenJson>> => {
  const parts = partsOf({ line: 1, text: jsonText(bytes) }, '{', '}')
  if (parts === null) return E.left('is no object of JSON')
  const fields = new Map<string, WrittenJson>()
  for (const { line, text } of parts.parts) {
    if (!text.startsWith('"')) continue
    const end = afterString(text, 0)
    const name = parsed(text.slice(0, end + 1))
    const colon = text.indexOf(':', end)
    if (E.isRight(name) && typeof name.right === 'string' && colon !== -1)
      fields.set(name.right, { line, text: text.slice(colon + 1) })
  }
  return E.right(fields)
}

const jsonText = (bytes: Uint8Array): string => textOf(bytes).text.replace(/^\ufeff/, '')

/** What stands between commas in a list or an object; null where it is none. */
const partsOf = ({ line: first, text }: WrittenJson, opening: '[' | '{', closing: ']' | '}') => {
  const before = /^\s*/.exec(text)?.[0].length ?? 0
  if (text[before] !== opening) return null
  const parts: WrittenJson[] = []
  let line = first + text.slice(0, before).split('\n').length - 1
  let begun: { readonly at: number; readonly line: number } | null = null
  let depth = 0
  const end = (at: number): void => {
    if (begun !== null) parts.push({ line: begun.line, text: text.slice(begun.at, at) })
    begun = null
  }
  for (let at = before + 1; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\n') line += 1
    if (depth === 0 && (sign === ',' || sign === closing)) {
      end(at)
      if (sign === closing) return { parts, line, isWhole: true }
    } else if (!/\s/.test(sign)) {
      begun ??= { at, line }
      if (sign === '"') at = afterString(text, at)
      else if (sign === '{' || sign === '[') depth += 1
      else if (sign === '}' || sign === ']') depth -= 1
    }
  }
  end(text.length)
  return { parts, line, isWhole: false }
}

/** Where the string that begins at `at` ends; its line ends are escaped. */
const afterString = (text: string, at: number): number => {
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end
}

/** What a JSON text says; left: that it is none. */
export const parsed = (json: string): E.Either<string, unknown> =>
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
