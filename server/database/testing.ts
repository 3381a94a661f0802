import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { connect, type Database } from './connection.ts'

/** A database of one's own for a test file, copied from the migrated template, and dropped when the file is done. */
export async function testDatabase(): Promise<{ database: Database; url: string }> {
  const admin = new pg.Client({ connectionString: inject('cluster') })
  await admin.connect()
  const name = `test_${randomBytes(6).toString('hex')}`
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template_consular`)
  await admin.end()
  const url = Object.assign(new URL(inject('cluster')), { pathname: `/${name}` }).toString()
  const database = connect(url)
  afterAll(async () => {
    await database.destroy()
    const client = new pg.Client({ connectionString: inject('cluster') })
    await client.connect()
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await client.end()
  })
  return { database, url }
}
