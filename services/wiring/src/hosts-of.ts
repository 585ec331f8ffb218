/** Where an address leads, without user, password and whatever else is in it: `db.example:5432`. */
export const hostsOf = (address: string): string => {
  const hosts = /^[^:]+:\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(address)?.[1] ?? ''
  return hosts === '' ? 'this machine' : hosts
}
