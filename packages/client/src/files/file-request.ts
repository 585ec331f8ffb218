/** What is asked of who keeps files; a token goes with it. */
export interface FileRequest extends Omit<RequestInit, 'headers'> {
  readonly headers: Readonly<Record<string, string>>
}
