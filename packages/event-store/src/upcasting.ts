import type { Shape, Upcaster } from '@parley/domain'

/**
 * Lifts a shape by one upcaster after another until none takes it. Stored events stay as they are: this runs
 * where they are decoded and nowhere else.
 */
export const upcastWith = (upcasters: ReadonlyArray<Upcaster>): ((shape: Shape) => Shape) => {
  const byShape = new Map(upcasters.map((upcaster) => [`${upcaster.type}@${upcaster.version}`, upcaster]))
  if (byShape.size < upcasters.length) throw new RangeError('two upcasters take the same version of a type')
  const types = new Set(upcasters.map(({ type }) => type))
  return (shape) => {
    // Most have none, and every event of a long log comes by here.
    if (!types.has(shape.type)) return shape
    let lifted = shape
    for (let steps = 0; steps <= byShape.size; steps++) {
      const upcaster = byShape.get(`${lifted.type}@${lifted.version}`)
      if (upcaster === undefined) return lifted
      lifted = upcaster.up(lifted.data)
    }
    throw new RangeError(`the upcasters of ${shape.type} run in a circle`)
  }
}
