import type { Shape, Upcaster } from '@parley/domain'

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
