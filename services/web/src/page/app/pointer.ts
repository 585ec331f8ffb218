/** Whether one writes with a finger, on a keyboard whose Enter begins a line as everywhere on such a device. */
export const isTouched = (): boolean => matchMedia('(pointer: coarse)').matches

/** Whether a press of Enter is meant to send: with Ctrl or Cmd always, alone where there is a keyboard of keys. */
export const isToSend = (event: {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}): boolean => event.key === 'Enter' && (event.ctrlKey || event.metaKey || (!event.shiftKey && !isTouched()))
