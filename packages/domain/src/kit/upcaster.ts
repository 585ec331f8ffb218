/** A JSON value, as events carry it. */
export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** A JSON object: what the data and the metadata of an event are. */
export type JsonObject = { readonly [key: string]: Json }

/** What of a stored event its form depends on: its type, the version of that type, and its data. */
export interface Shape {
  readonly type: string
  readonly version: number
  readonly data: JsonObject
}

/**
 * Lifts an event's data from one version of its type to the next. It may give the event another type, whose
 * version it then names. Pure: it reads nothing but the event.
 */
export interface Upcaster {
  /** The type that it takes: an earlier name, perhaps. */
  readonly type: string
  /** The version that it takes. */
  readonly version: number
  readonly up: (data: JsonObject) => Shape
}
