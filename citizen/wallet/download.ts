/** Hands a file to the person, by the browser’s own way of saving one. */
export function download(name: string, type: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  // The browser has taken it by then; before, some of them still read from the address.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
