/** A piece of XML: an element with its attributes and what stands in it; text is escaped where it is written. */
export interface XmlElement {
  readonly name: string
  readonly attributes?: { readonly [name: string]: string }
  readonly children: readonly (XmlElement | string)[]
}

/** Is this a character of XML 1.0 (section 2.2)? Others stand in no document, not even escaped; half of a surrogate pair is one. */
function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff
}

const escapes: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** By code points, as XML counts. */
const escaped = (text: string): string =>
  text.replace(/./gsu, (character) => (isXmlCharacter(character) ? (escapes[character] ?? character) : ''))

/** An element with text in it. */
export const xmlText = (name: string, text: string): XmlElement => ({ name, children: [text] })

function written({ name, attributes = {}, children }: XmlElement): string {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')
  if (children.length === 0) return `<${open}/>`
  return `<${open}>${children.map((child) => (typeof child === 'string' ? escaped(child) : written(child))).join('')}</${name}>`
}

/** A whole document, in UTF-8. */
export const writeXml = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`
