import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: string
  }
}

/** One PostgreSQL for a test run, with a migrated template database; each test file copies it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'consular-test-'))
  const database = await startEmbedded({ folder, durable: false })
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  await admin.query('CREATE DATABASE template_consular')
  await admin.end()
  await migrate(withDatabase(database.url, 'template_consular'))
  project.provide('cluster', database.url)
  return async () => {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const withDatabase = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).toString()
