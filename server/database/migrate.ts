import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const folder = new URL('./migrations/', import.meta.url)

/** Any number; it only has to be the same in every process that migrates. */
const lock = 7_632_001

/**
 * Brings the database to this version: numbered, forward-only SQL files, each applied once in a transaction of its own,
 * one process at a time. Refuses (throws) a database whose applied migrations differ from the files. Answers their names.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    await client.query(`CREATE TABLE IF NOT EXISTS migration (
      name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const applied = new Map(
      (await client.query<{ name: string; digest: string }>('SELECT name, digest FROM migration')).rows.map((row) => [
        row.name,
        row.digest,
      ]),
    )
    const done: string[] = []
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
      if (await apply(client, name, applied.get(name))) done.push(name)
    }
    return done
  } finally {
    await client.end()
  }
}

async function apply(client: pg.Client, name: string, known: string | undefined): Promise<boolean> {
  const sql = await readFile(new URL(name, folder), 'utf8')
  const digest = createHash('sha256').update(sql).digest('hex')
  if (known === digest) return false
  if (known !== undefined) throw new Error(`Migration ${name} was changed after it was applied to this database.`)
  try {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query('INSERT INTO migration (name, digest) VALUES ($1, $2)', [name, digest])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
  return true
}
