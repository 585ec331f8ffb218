import { AccessError, casesOf, EngineError, Rejection, shapeOf } from '@parley/contract'
import { expect, test } from 'vitest'
import { FrameError, ProtocolError } from '../src/index.ts'

const namesIn = (codec: object): ReadonlyArray<string> =>
  casesOf([shapeOf(codec)], '_tag').map(({ tag }) => tag)

test('CONTRACT-3: no name of what can be wrong stands in two lists, or twice in one', () => {
  const all = [FrameError, AccessError, EngineError, Rejection].flatMap(namesIn)
  expect(all.toSorted()).toEqual([...new Set(all)].toSorted())
  expect(namesIn(ProtocolError)).toEqual([FrameError, AccessError, EngineError].flatMap(namesIn))
})
