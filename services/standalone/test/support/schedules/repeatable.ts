/** From now on, and until what it gives is called, what the SDK takes for random comes again with each call of this. */
export const repeatable = (): (() => void) => {
  const { random } = Math
  let names = 0
  Math.random = () => 0.5
  Object.defineProperty(crypto, 'randomUUID', {
    configurable: true,
    value: () => {
      names += 1
      return `00000000-0000-4000-8000-${String(names).padStart(12, '0')}`
    },
  })
  return () => {
    Math.random = random
    Reflect.deleteProperty(crypto, 'randomUUID')
  }
}
