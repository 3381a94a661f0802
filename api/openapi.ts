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

const jsonSchema = (schema: unknown, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema as z.ZodType, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
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

const cookie = { citizen: [{ citizenSession: [] }], officer: [{ officerSession: [] }], anyone: [] }

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
      responses: {
        Problem: {
          description: 'A refusal (RFC 9457): `code` is stable, the sentence is the client’s.',
          content: { 'application/problem+json': { schema: jsonSchema(Problem, 'output') } },
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
      },
    },
  }
}
