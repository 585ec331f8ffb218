/** The project's pennant. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden>
    <path d="M6 3h2.600v26H6z" />
    <path d="M8.600 4.500c6-3 9 2.600 18.400-.6-2.200 3.600-2.200 7.200 0 12-9.400 3-12.400-3-18.400 0z" />
  </svg>
)
