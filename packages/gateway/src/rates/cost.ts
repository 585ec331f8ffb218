/** So many bytes of a frame cost as much as a frame. */
const bytesOfOne = 2 * 1024

/** What reading a frame costs, by its bytes. What it asks for, the engine counts. */
export const frameCostOf = (bytes: number): number => 1 + Math.floor(bytes / bytesOfOne)
