import { useState } from 'react'
import { problemWith, roomIn, type Takes } from './takes.ts'

/**
 * What is said of a text that a field may or may not take: why it does not, once somebody has tried or it is too
 * long, and how much room is left near the end. `take` gives the text where it is taken, and else says why not.
 */
export const useTaken = <A extends string>(takes: Takes<A>, text: string) => {
  const [tried, setTried] = useState<string | null>(null)
  const room = roomIn(takes, text)
  const problem = tried === text || (room !== null && room < 0) ? problemWith(takes, text) : null
  const take = (): A | null => {
    setTried(text)
    return takes.read(text)
  }
  return { problem, room, take }
}
