/** How a channel of some type is, whoever asks. */
export type Traits = OpenTraits | HiddenTraits

interface OpenTraits extends EveryTrait {
  /** Everyone of the tenant may know that it is there. */
  readonly visibility: 'open'
  /** How one comes in: by oneself, by being added, or never after it began. */
  readonly joining: 'free' | 'invited' | 'fixed'
  /** Whether everyone finds it in the list of channels. */
  readonly listed: boolean
}

interface HiddenTraits extends EveryTrait {
  /** Who is not in it is told that there is no such channel. */
  readonly visibility: 'hidden'
  readonly joining: 'invited' | 'fixed'
  readonly listed: false
}

interface EveryTrait {
  /** Whether it has a name of its own, or is called by those who are in it. */
  readonly naming: 'own' | 'members'
  /** The field with the id of what it is one of, a company or a community; null: of nothing. It is begun with that. */
  readonly belongsTo: 'companyId' | 'communityId' | null
  /** Who begins one: everyone, or none but servers, for the person whom they act for. */
  readonly begunBy: 'everyone' | 'servers'
  /** What it is for, as its name in words begins; nothing where the other traits say it. */
  readonly purpose?: string
}
