const paths = {
  back: 'M15 5l-7 7 7 7',
  check: 'M4.500 12.500l5 5L19.500 7',
  checks: 'M2 12.500l5 5L17 7M11.500 16l1.500 1.500L23 7',
  close: 'M6 6l12 12M18 6L6 18',
  compass:
    'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM15.800 8.200l-2.300 5.300-5.300 2.300 2.300-5.300z',
  down: 'M12 5v14M6 13l6 6 6-6',
  edit: 'M4 20l1-4L16 5l3 3L8 19l-4 1zM13.500 7.500l3 3',
  eye: 'M2.500 12C5 7.500 8.300 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.800 6.500-9.500 6.500S5 16.500 2.500 12zM12 9.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600z',
  flag: 'M5 21V4M5 4.500h12l-2.500 4L17 12.500H5',
  hash: 'M9 4L7 20M17 4l-2 16M4.500 9h16M3.500 15h16',
  horn: 'M4 10v4l11 5V5L4 10zM18 9.500a3.500 3.500 0 0 1 0 5M7 14.500V19h3v-3',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  other: 'M7 8h13M16 4l4 4-4 4M17 16H4M8 12l-4 4 4 4',
  out: 'M14 4h5v16h-5M4 12h11M11 8l4 4-4 4',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.5-4 3-6 6.500-6s6 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6M18 14.500c2 .8 3.200 2.700 3.500 5.500',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.7-4.200 3.500-6 7.500-6s6.800 1.800 7.500 6',
  pin: 'M9 4h6l-1 6 4 4H6l4-4-1-6zM12 14v6',
  plus: 'M12 5v14M5 12h14',
  reply: 'M4 5h16v11h-9l-5 4v-4H4z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2L21 21',
  send: 'M4 12L20 4l-5 16-3.500-6.500L4 12zM11.500 13.500L20 4',
  smile:
    'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM8.500 14c1.800 2.700 5.200 2.700 7 0M9 9.500v.01M15 9.500v.01',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  unpin: 'M9 4h6l-1 6 4 4H6l4-4-1-6zM12 14v6M4 4l16 16',
  up: 'M12 19V5M6 11l6-6 6 6',
} as const

export type IconName = keyof typeof paths

/** A drawn sign; what it means is said by the text or label around it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden>
    <path d={paths[name]} />
  </svg>
)
