import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Message, Part, Table } from './format.ts'

type Options = { readonly [option: string]: { readonly value: MessageFormatElement[] } }

const compileOptions = (options: Options): { [option: string]: Message } =>
  Object.fromEntries(Object.entries(options).map(([option, { value }]) => [option, compileElements(value)]))

function compileElement(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value
    case TYPE.pound:
      return ['#']
    case TYPE.argument:
      return ['a', element.value]
    case TYPE.number:
      if (element.style) throw new Error(`{${element.value}} has a number style: write the number out before`)
      return ['n', element.value]
    case TYPE.select:
      return ['s', element.value, compileOptions(element.options)]
    case TYPE.plural:
      return [
        'p',
        element.value,
        compileOptions(element.options),
        element.offset,
        element.pluralType === 'ordinal' ? 1 : 0,
      ]
    default:
      throw new Error('Dates, times and tags are written by the caller, not by a sentence')
  }
}

function compileElements(elements: readonly MessageFormatElement[]): Message {
  const parts = elements.map(compileElement)
  if (parts.length === 0) return ''
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts
}

/** One ICU MessageFormat sentence, made small for the browser. Throws on bad syntax, dates, times and tags. */
export const compile = (sentence: string): Message =>
  compileElements(parse(sentence, { ignoreTag: true, requiresOtherClause: true }))

/** The sentences of a section file: a flat JSON object of texts, and nothing else. */
export function readSentences(json: string): [key: string, sentence: string][] {
  const content: unknown = JSON.parse(json)
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new Error('A section is one object')
  return Object.entries(content).map(([key, sentence]) => {
    if (typeof sentence !== 'string') throw new Error(`"${key}" is not a sentence: sections are flat`)
    return [key, sentence]
  })
}

/** A section file (flat JSON: key -> ICU MessageFormat), compiled. The error names the key that does not compile. */
export function compileSection(json: string): Table {
  const compiled = readSentences(json).map(([key, sentence]) => {
    try {
      return [key, compile(sentence)] as const
    } catch (cause) {
      throw new Error(`The sentence "${key}" does not compile: ${sentence}`, { cause })
    }
  })
  return Object.fromEntries(compiled)
}
