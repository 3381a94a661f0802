import type { Endpoint } from '@consular/api'
import * as z from 'zod'

/** A valid request to an endpoint. */
export interface Sample {
  readonly params?: { readonly [name: string]: string }
  readonly query?: { readonly [name: string]: unknown }
  readonly body?: unknown
}

/** What stands for a path parameter or a member of a body of a certain name. */
export type Named = { readonly [name: string]: unknown }

interface Schema {
  readonly type?: string
  readonly pattern?: string
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly minItems?: number
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
}

/** A text for each pattern of the contract; the first that fits is taken. */
const texts: readonly string[] = [
  '018f0000-0000-7000-8000-000000000001',
  '123456',
  '+393331234567',
  '2026-11-24T08:00:00Z',
  '2026-11-24',
  'a'.repeat(64),
  'uto-it-milan-cg',
  'photo',
  'XX',
  'EUR',
  'XX-1',
  'head.payload.signature',
  'https://example.org/',
  '2026',
]

function textFor({ pattern, allOf = [], format, minLength = 1, maxLength = 100 }: Schema): string {
  if (format === 'uri') return 'https://example.org/'
  if (format === 'email') return 'somebody@example.org'
  const patterns = [pattern, ...allOf.map((part) => part.pattern)].filter((each) => each !== undefined)
  const found = texts.find((text) => patterns.every((each) => new RegExp(each, 'u').test(text)))
  if (patterns.length > 0 && found === undefined) throw new Error(`no sample for ${patterns.join(' and ')}`)
  return patterns.length > 0 ? (found as string) : 'a sample of words'.padEnd(minLength, '.').slice(0, maxLength)
}

function valueFor(schema: Schema, named: Named): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (one) return valueFor(one, named)
  switch (schema.type) {
    case 'string':
      return textFor(schema)
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1, 0)
    case 'boolean':
      return true
    case 'array':
      return Array.from({ length: schema.items ? Math.max(1, schema.minItems ?? 1) : 0 }, () =>
        valueFor(schema.items ?? {}, named),
      )
    case 'object':
      return membersFor(schema, named)
    // Anything at all.
    case undefined:
      return {}
    default:
      throw new Error(`no sample for ${JSON.stringify(schema)}`)
  }
}

const membersFor = ({ properties = {}, required = [] }: Schema, named: Named): { [name: string]: unknown } =>
  Object.fromEntries(
    required.map((name) => {
      const schema = properties[name] ?? {}
      return [name, fits(named[name], schema) ? named[name] : valueFor(schema, named)]
    }),
  )

/** A name that stands for an id in a path may stand for a whole thing in a body. */
const fits = (value: unknown, { type }: Schema): boolean =>
  value !== undefined && (type !== 'object' || typeof value === 'object')

const schemaOf = (schema: unknown): Schema =>
  z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema

/**
 * A valid request to an endpoint, made from its schemas. Every path parameter has to be named: an id out of the air would prove nothing.
 * Throws where there is no sample, so that a new endpoint is not forgotten.
 */
export function sampleOf(endpoint: Endpoint, named: Named): Sample {
  const params = endpoint.params ? membersFor(schemaOf(endpoint.params), named) : {}
  const unnamed = Object.keys(params).find((name) => named[name] === undefined)
  if (unnamed !== undefined) throw new Error(`${endpoint.name}: nothing stands for its :${unnamed}`)
  const sample: Sample = {
    ...(endpoint.params ? { params: params as { [name: string]: string } } : {}),
    ...(endpoint.query ? { query: membersFor(schemaOf(endpoint.query), named) } : {}),
    ...(endpoint.body === undefined
      ? {}
      : {
          body:
            endpoint.body === 'bytes' || endpoint.body === 'head'
              ? new Uint8Array([255])
              : valueFor(schemaOf(endpoint.body), named),
        }),
  }
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part]
    if (schema && schema !== 'bytes' && schema !== 'head') schema.parse(sample[part])
  }
  return sample
}
