import { serviceRefusals } from '@consular/api'
import { endpoints, openApi } from '@consular/api/openapi'
import { accessRefusals } from '@consular/domain/access'
import { adviceRefusals } from '@consular/domain/advice'
import { applicationRefusals } from '@consular/domain/application'
import { assistanceRefusals } from '@consular/domain/assistance'
import { crisisRefusals } from '@consular/domain/crisis'
import { missionRefusals } from '@consular/domain/mission'
import { mrzRefusals, personRefusals } from '@consular/domain/person'
import { recordRefusals } from '@consular/domain/record'
import { registrationRefusals } from '@consular/domain/registration'
import { sharedRefusals } from '@consular/domain/shared'
import { trustRefusals } from '@consular/domain/trust'
import { knowsSentence, languages } from '@consular/messages'
import { describe, expect, test } from 'vitest'
import { testDatabase } from './database/testing.ts'
import { statusOf } from './http/status.ts'
import { routesOf } from './service.ts'
import { testContext } from './testing.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: object
}
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: object }
  readonly responses: { readonly [status: string]: { readonly description?: string; readonly $ref?: string } }
}
interface Document {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } }
  readonly components: { readonly securitySchemes: object }
}

const document = JSON.parse(JSON.stringify(openApi())) as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the contract', () => {
  test('is printed as docs/openapi.json holds it (vitest -u server/contract prints it again)', async () => {
    await expect(`${JSON.stringify(openApi(), null, 2)}\n`).toMatchFileSnapshot('../docs/openapi.json')
  })

  test('is what the server binds: every endpoint once, and nothing else', async () => {
    const context = await testContext((await testDatabase()).database)
    const bound = routesOf(context).map(({ endpoint }) => endpoint.name)
    expect(bound.toSorted()).toEqual(endpoints.map(({ name }) => name).toSorted())
  })

  test('names every operation once, and no two have one place', () => {
    const names = endpoints.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const places = endpoints.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`)
    expect(new Set(places).size).toBe(places.length)
  })
})

describe('the OpenAPI 3.1 document', () => {
  test('says what it is and which cookies and keys open it', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
    expect(Object.keys(document.components.securitySchemes)).toEqual(['citizenSession', 'officerSession', 'sourceKey'])
  })

  test.each(operations.map((each) => [`${each.method} ${each.path}`, each] as const))(
    'describes %s whole',
    (_, { path, method, operation }) => {
      expect(['get', 'put', 'post', 'patch', 'delete']).toContain(method)
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/)
      expect(operation.summary).toMatch(/\.$/)
      // Each parameter of the path is declared, required and of a known form, and no other is.
      const declared = operation.parameters.filter((parameter) => parameter.in === 'path')
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(declared.map(({ name }) => name).toSorted()).toEqual(inPath.map(String).toSorted())
      expect(declared.every(({ required, schema }) => required && Object.keys(schema).length > 0)).toBe(true)
      if (method === 'get') expect(operation.requestBody).toBeUndefined()
      const schemes = Object.keys(document.components.securitySchemes)
      for (const needed of operation.security) expect(schemes).toEqual(expect.arrayContaining(Object.keys(needed)))
      const statuses = Object.keys(operation.responses)
      expect(statuses).toContain('default')
      expect(statuses.some((status) => /^2\d\d$/.test(status))).toBe(true)
      for (const response of Object.values(operation.responses))
        expect(response.description ?? response.$ref).toEqual(expect.any(String))
    },
  )

  test('points nowhere that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference)
    for (const reference of references) {
      const found = (reference ?? '')
        .split('/')
        .slice(1)
        .reduce<unknown>(
          (place, step) =>
            typeof place === 'object' && place !== null ? (place as { [key: string]: unknown })[step] : undefined,
          document,
        )
      expect(found, reference).toBeDefined()
    }
  })
})

const codes = [
  ...serviceRefusals,
  ...accessRefusals,
  ...adviceRefusals,
  ...applicationRefusals,
  ...assistanceRefusals,
  ...crisisRefusals,
  ...missionRefusals,
  ...mrzRefusals,
  ...personRefusals,
  ...recordRefusals,
  ...registrationRefusals,
  ...sharedRefusals,
  ...trustRefusals,
]

/** Where sentences for refusals are. */
const sections = ['refusals', 'account', 'attachment', 'common', 'workbench', 'health', 'registration', 'advice']

describe('a refusal', () => {
  test('has one code, one status that fits a refusal, and a sentence in every language', () => {
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) {
      expect(statusOf(code), code).toBeGreaterThanOrEqual(400)
      for (const language of languages)
        expect(
          sections.some((section) => knowsSentence(language, section, code)),
          `${code} in ${language}`,
        ).toBe(true)
    }
  })

  test('that an endpoint lists is one that exists, listed once', () => {
    for (const { name, refusals } of endpoints) {
      expect(codes, name).toEqual(expect.arrayContaining([...refusals]))
      expect(new Set(refusals).size, name).toBe(refusals.length)
    }
  })

  test('without a status is a bug', () => {
    expect(() => statusOf('application.no-such-thing')).toThrow('no status')
  })
})
