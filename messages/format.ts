/** One piece of a compiled message: text, an argument, a choice, or `#` (the number of the plural around it). */
export type Part =
  | string
  | readonly [kind: '#']
  | readonly [kind: 'a', name: string]
  | readonly [kind: 'n', name: string]
  | readonly [kind: 's', name: string, options: { readonly [option: string]: Message }]
  | readonly [kind: 'p', name: string, options: { readonly [option: string]: Message }, offset: number, ordinal: 0 | 1]

/** A compiled message: bare text where nothing is filled in, else its parts in order. */
export type Message = string | readonly Part[]

/** The compiled sentences of one section in one language. */
export type Table = { readonly [key: string]: Message }

/** What may be filled into a sentence. Dates come already written out, for the caller knows their zone. */
export type Values = { readonly [name: string]: string | number | bigint }

/** Says a sentence in one language: `say('find.title')`, `say('find.distance', { km: 80 })`. */
export type Say = (key: string, values?: Values) => string

interface Surroundings {
  readonly language: string
  readonly values: Values
  /** What `#` stands for inside a plural. */
  readonly count?: number
}

function choosePlural(part: Extract<Part, readonly ['p', ...unknown[]]>, around: Surroundings): string {
  const [, name, options, offset, ordinal] = part
  const count = Number(valueOf(name, around))
  const category = () =>
    new Intl.PluralRules(around.language, { type: ordinal ? 'ordinal' : 'cardinal' }).select(count - offset)
  const chosen = options[`=${count}`] ?? options[category()] ?? options['other'] ?? ''
  return write(chosen, { ...around, count: count - offset })
}

function valueOf(name: string, { values }: Surroundings): string | number | bigint {
  const value = values[name]
  if (value === undefined) throw new Error(`The sentence needs a value for {${name}}`)
  return value
}

/** A small whole number has neither groups nor decimals; to wake the browser's library for the others costs a slow phone a fifth of a second. */
const isPlain = (value: number | bigint): boolean =>
  value >= 0 && value < 1000 && !Object.is(value, -0) && Number.isInteger(Number(value))

function writeNumber(value: string | number | bigint, language: string): string {
  const number = typeof value === 'string' ? Number(value) : value
  return isPlain(number) ? String(number) : new Intl.NumberFormat(language).format(number)
}

function writePart(part: Part, around: Surroundings): string {
  if (typeof part === 'string') return part
  switch (part[0]) {
    case '#':
      return writeNumber(around.count ?? 0, around.language)
    case 'a':
      return String(valueOf(part[1], around))
    case 'n':
      return writeNumber(valueOf(part[1], around), around.language)
    case 's':
      return write(part[2][String(valueOf(part[1], around))] ?? part[2]['other'] ?? '', around)
    case 'p':
      return choosePlural(part, around)
  }
}

function write(message: Message, around: Surroundings): string {
  return typeof message === 'string' ? message : message.map((part) => writePart(part, around)).join('')
}

/** A speaker over compiled tables. A key that is nowhere, or a value left out, is a bug and throws. */
export function speaker(language: string, tables: readonly Table[]): Say {
  return (key, values = {}) => {
    const message = tables.find((table) => Object.hasOwn(table, key))?.[key]
    if (message === undefined) throw new Error(`No sentence "${key}" in ${language}`)
    return write(message, { language, values })
  }
}
