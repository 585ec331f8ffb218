/** Packages that know nothing of each other, and the layers below that they may use, in sources, tests and package.json. */
interface Layer {
  /** Folders, relative to the root. */
  readonly packages: ReadonlyArray<string>
  readonly uses: ReadonlyArray<Layer>
}

const layer = (packages: ReadonlyArray<string>, ...uses: ReadonlyArray<Layer>): Layer => ({
  packages: packages.map((name) => `packages/${name}`),
  uses,
})

// What knows nothing of chat.
const server = layer(['embedded-postgres'])
const database = layer(['postgres'], server)
const ground = [server, database]
// The clock and the logger that a process gives its parts.
const runtime = layer(['runtime'])

// The language and the rules, and how they are said to the world outside.
const domain = layer(['domain'])
const contract = layer(['contract'], domain)
const language = [domain, contract]
const protocol = layer(['protocol'], ...language)
const auth = layer(['auth'], runtime, ...language)

// The log, and what decides what is appended to it.
const log = layer(['event-store'], domain)
const stores = layer(['event-store-postgres', 'event-store-eventstoredb'], ...ground, domain, log)
const copying = layer(['log-copy'], ...ground, domain, log, stores)
const commands = layer(['commands'], domain, log)
// The log, for whoever reads all of it.
const replaying = layer(['replay'], ...ground, domain, log, stores)

// What is made of the log. The kit knows no read model.
const kit = layer(['projection'], ...ground, domain)
const readModels = layer(['read-models'], ...ground, ...language, log, commands, kit)
const followers = layer(['projector', 'live'], runtime, ...ground, ...language, log, kit, readModels)
const right = [kit, readModels, followers]

// All that a door needs, the doors, and the SDK beside them.
const engine = layer(['engine'], runtime, ...ground, ...language, auth, log, commands, replaying, ...right)
// Who is at the door the door is told by auth; all else it asks of the engine. Its tests set a world up behind that.
const beneathDoors = [runtime, ...language, protocol, auth, engine]
const doors = layer(['gateway', 'files'], ...beneathDoors, log, readModels, followers)
const sdk = layer(['client'], ...language, protocol)
const importKit = layer(['import-kit'], domain, log, commands)
const social = layer(['social'], domain, log, commands, importKit, replaying)
const importers = layer(
  ['import-irc', 'import-slack', 'import-matrix'],
  ...language,
  log,
  commands,
  engine,
  importKit,
)

// What is measured, and what checks: nothing uses them.
const bench = layer(
  ['bench'],
  ...ground,
  ...language,
  protocol,
  log,
  stores,
  commands,
  replaying,
  ...right,
  engine,
  sdk,
)
const checks = layer(['checks'])
const apart = [bench, checks]

const outside = [protocol, engine, doors, sdk, importKit, social, importers]
const inside = [
  ground,
  runtime,
  language,
  auth,
  log,
  stores,
  copying,
  commands,
  replaying,
  right,
  outside,
].flat()
const layers = [...inside, ...apart]

/** Whether a package, named by its folder, has a place in the table. Services all have: they are the layer above. */
export const hasLayer = (folder: string): boolean => isService(folder) || layerOf(folder) !== undefined

/** Whether one package may use another, both named by their folders. */
export const mayUse = (folder: string, other: string): boolean => {
  if (isService(folder)) return isService(other) || inside.some(holds(other))
  return layerOf(folder)?.uses.some(holds(other)) ?? false
}

/** Whether a package is a door: its sources take types of the domain, and none of its rules. */
export const isDoor = (folder: string): boolean => holds(folder)(doors)

/** Whether the sources of a door may use a package. */
export const mayDoorUse = (folder: string): boolean => beneathDoors.some(holds(folder))

const isService = (folder: string): boolean => folder.startsWith('services/')

const layerOf = (folder: string): Layer | undefined => layers.find(holds(folder))

const holds =
  (folder: string) =>
  ({ packages }: Layer): boolean =>
    packages.includes(folder)
