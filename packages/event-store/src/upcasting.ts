import type { JsonObject } from './event.ts'

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
  readonly type: string
  /** The version that it takes. */
  readonly version: number
  readonly up: (data: JsonObject) => Shape
}

/**
 * Lifts a shape by one upcaster after another until none takes it. Stored events stay as they are: this runs
 * where they are decoded and nowhere else.
 */
export const upcastWith = (upcasters: ReadonlyArray<Upcaster>): ((shape: Shape) => Shape) => {
  const byShape = new Map(upcasters.map((upcaster) => [`${upcaster.type}@${upcaster.version}`, upcaster]))
  if (byShape.size < upcasters.length) throw new RangeError('two upcasters take the same version of a type')
  if (byShape.size === 0) return (shape) => shape
  return (shape) => {
    let lifted = shape
    for (let steps = 0; steps <= byShape.size; steps++) {
      const upcaster = byShape.get(`${lifted.type}@${lifted.version}`)
      if (upcaster === undefined) return lifted
      lifted = upcaster.up(lifted.data)
    }
    throw new RangeError(`the upcasters of ${shape.type} run in a circle`)
  }
}
