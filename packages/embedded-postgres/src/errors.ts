/** There is no Postgres to embed for this operating system and processor. */
export interface UnsupportedPlatform {
  readonly _tag: 'UnsupportedPlatform'
  readonly platform: string
}

/** Another live Parley works on this data folder. */
export interface FolderInUse {
  readonly _tag: 'FolderInUse'
  readonly folder: string
  readonly pid: number
}

/** The data folder can't be made, read or written by whoever runs Parley. */
export interface FolderNotUsable {
  readonly _tag: 'FolderNotUsable'
  readonly folder: string
  readonly cause: string
}

/** The data was written by another major version of Postgres. */
export interface OtherMajorVersion {
  readonly _tag: 'OtherMajorVersion'
  readonly folder: string
  readonly found: string
  readonly ours: string
}

/** The port that was asked for belongs to another program. */
export interface PortTaken {
  readonly _tag: 'PortTaken'
  readonly port: number
}

/** Postgres was run and did not come up. `cause` ends with the last lines of its log. */
export interface StartFailed {
  readonly _tag: 'StartFailed'
  readonly cause: string
}

/** Why there is no Postgres to work with. `explain` says it in words. */
export type EmbeddedPostgresError =
  | UnsupportedPlatform
  | FolderInUse
  | FolderNotUsable
  | OtherMajorVersion
  | PortTaken
  | StartFailed

/** One or two sentences for the person at the terminal: what is wrong, and what to do about it. */
export const explain = (error: EmbeddedPostgresError): string => {
  switch (error._tag) {
    case 'UnsupportedPlatform':
      return `No embedded Postgres for ${error.platform}. Set DATABASE_URL to a Postgres 18 of your own.`
    case 'FolderInUse':
      return `The data folder ${error.folder} is in use by process ${error.pid}. Stop that one first, or set PARLEY_DATA to another folder.`
    case 'FolderNotUsable':
      return `The data folder ${error.folder} can't be used: ${error.cause}. Run as the user it belongs to, or set PARLEY_DATA to another folder.`
    case 'OtherMajorVersion':
      return `The data folder ${error.folder} holds data of Postgres ${error.found}, and this is Postgres ${error.ours}. Move it over with pg_dump, or set PARLEY_DATA to another folder.`
    case 'PortTaken':
      return `Port ${error.port} is taken by another program. Ask for another one, or for none to get a free one.`
    case 'StartFailed':
      return `Postgres did not start: ${error.cause}`
    default: {
      const never: never = error
      return never
    }
  }
}
