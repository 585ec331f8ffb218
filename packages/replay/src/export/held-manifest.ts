import type { Column } from './columns.ts'
import { type ExportedFile, type Manifest, writeManifest } from './manifest.ts'
import type { WrittenFile } from './write-files.ts'

/** A folder's manifest as it stands there. */
export class HeldManifest {
  readonly #folder: string
  readonly #schema: ReadonlyArray<Column>
  #now: Manifest

  constructor(folder: string, now: Manifest, schema: ReadonlyArray<Column>) {
    this.#folder = folder
    this.#now = now
    this.#schema = schema
  }

  get now(): Manifest {
    return this.#now
  }

  write(): Promise<void> {
    return writeManifest(this.#folder, this.#now)
  }

  /** Lets go of a last file that was not whole, which is written anew; gives where what is there ends. */
  reopen(): number | undefined {
    const files = this.#now.files.filter(({ whole }) => whole)
    this.#now = { ...this.#now, files }
    return files.at(-1)?.last
  }

  async add(file: WrittenFile): Promise<void> {
    const { schemas, schema } = this.#withSchema()
    const files = [...this.#now.files, { ...file, schema }]
    this.#now = { ...this.#now, schemas, files, position: Math.max(file.last, this.#now.position) }
    await this.write()
  }

  /** Puts a file that was written anew, or nothing, in the place of one. */
  async replace(file: ExportedFile, again: WrittenFile | undefined): Promise<void> {
    const { schemas, schema } = this.#withSchema()
    const files = this.#now.files.flatMap((one) => {
      if (one.name !== file.name) return [one]
      return again === undefined ? [] : [{ ...again, schema }]
    })
    this.#now = { ...this.#now, schemas, files }
    await this.write()
  }

  async reach(position: number, log: Manifest['log']): Promise<void> {
    this.#now = { ...this.#now, position, log }
    await this.write()
  }

  #withSchema(): { readonly schemas: Manifest['schemas']; readonly schema: number } {
    const own = JSON.stringify(this.#schema)
    const there = this.#now.schemas.findIndex((schema) => JSON.stringify(schema) === own)
    if (there >= 0) return { schemas: this.#now.schemas, schema: there }
    return { schemas: [...this.#now.schemas, this.#schema], schema: this.#now.schemas.length }
  }
}
