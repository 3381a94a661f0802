import * as z from 'zod'
import type { Endpoint } from './endpoint.ts'
import * as contract from './index.ts'
import { Problem } from './problem.ts'

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'method' in value && 'who' in value

/** Every endpoint of the contract, in the order of their paths. */
export const endpoints: readonly Endpoint[] = (Object.values(contract) as readonly unknown[])
  .filter(isEndpoint)
  .sort((one, other) =>
    one.path === other.path ? one.method.localeCompare(other.method) : one.path.localeCompare(other.path),
  )

type JsonSchema = { readonly [keyword: string]: unknown }

/** The contract's own names for what travels: `ApplicationView`, `CaseFile`, `Answers` … */
const named = z.registry<{ id: string }>()
for (const [id, value] of Object.entries(contract) as [string, unknown][])
  if (isSchema(value) && !named.has(value)) named.add(value, { id })

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value
}

const components: Record<string, JsonSchema> = {}

/** The JSON Schema of what travels one way. What has a name stands once, among the components. */
function jsonSchema(schema: unknown, io: 'input' | 'output'): JsonSchema {
  const options = { io, metadata: named, unrepresentable: 'any', target: 'draft-2020-12' } as const
  const { $schema: _, $defs = {}, ...rest } = z.toJSONSchema(schema as z.core.$ZodType, options) as JsonSchema
  const names = new Map(
    Object.entries($defs as Record<string, JsonSchema>).map(([id, part]) => [id, componentFor(id, io, part)]),
  )
  return pointed(rest, names)
}

/** A component's name; where a thing is written differently on its way in, that way has a name of its own. */
function componentFor(id: string, io: 'input' | 'output', part: JsonSchema): string {
  const name = io === 'input' && JSON.stringify(part) !== JSON.stringify(outputs.get(id) ?? part) ? `${id}Input` : id
  if (io === 'output') outputs.set(id, part)
  const { id: _, ...body } = part
  components[name] ??= pointed(body, new Map())
  return name
}

const outputs = new Map<string, JsonSchema>()

/** Points every reference to the components. */
function pointed(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const text = JSON.stringify(schema).replace(
    /"#\/\$defs\/(\w+)"/g,
    (_, id: string) => `"#/components/schemas/${names.get(id) ?? id}"`,
  )
  return JSON.parse(text) as JsonSchema
}

function parameters(endpoint: Endpoint): object[] {
  return (['params', 'query'] as const).flatMap((place) => {
    const schema = endpoint[place]
    if (!schema) return []
    const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
      properties?: Record<string, object>
      required?: string[]
    }
    return Object.entries(properties).map(([name, value]) => ({
      name,
      in: place === 'params' ? 'path' : 'query',
      required: place === 'params' || required.includes(name),
      schema: value,
    }))
  })
}

const cookie = {
  citizen: [{ citizenSession: [] }],
  officer: [{ officerSession: [] }],
  source: [{ sourceKey: [] }],
  anyone: [],
}

function operation(endpoint: Endpoint): object {
  const answer =
    endpoint.answer === 'nothing'
      ? { description: 'Done.' }
      : endpoint.answer === 'bytes'
        ? { description: 'The file.', content: { 'application/octet-stream': {} } }
        : { description: 'Done.', content: { 'application/json': { schema: jsonSchema(endpoint.answer, 'output') } } }
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    security: cookie[endpoint.who],
    parameters: parameters(endpoint),
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content:
              endpoint.body === 'bytes'
                ? { 'application/octet-stream': {} }
                : endpoint.body === 'head'
                  ? { 'application/json': {} }
                  : { 'application/json': { schema: jsonSchema(endpoint.body, 'input') } },
          },
        }
      : {}),
    responses: { [endpoint.status]: answer, default: { $ref: '#/components/responses/Problem' } },
    'x-refusals': endpoint.refusals,
    ...(endpoint.demonstrationOnly ? { 'x-demonstration-only': true } : {}),
  }
}

/** The contract as an OpenAPI 3.1 document, printed from the endpoint values. */
export function openApi(): object {
  const problem = jsonSchema(Problem, 'output')
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Consular Cloud', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(components).sort(([one], [other]) => one.localeCompare(other))),
      responses: {
        Problem: {
          description: 'A refusal (RFC 9457): `code` is stable, the sentence is the client’s.',
          content: { 'application/problem+json': { schema: problem } },
        },
      },
      securitySchemes: {
        citizenSession: { type: 'apiKey', in: 'cookie', name: 'consular_session', description: 'A citizen’s session.' },
        officerSession: {
          type: 'apiKey',
          in: 'cookie',
          name: 'consular_session',
          description: 'An officer’s session, opened with a passkey.',
        },
        sourceKey: { type: 'http', scheme: 'bearer', description: 'The API key of a laboratory or clinic.' },
      },
    },
  }
}
