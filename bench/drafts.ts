import { createHash, randomBytes } from 'node:crypto'
import { newId } from '@consular/domain/shared'
import type pg from 'pg'

/** A draft that is ready, and the token of its applicant's session. */
export interface Draft {
  readonly id: string
  readonly account: string
  readonly token: string
}

/** Randomness for ids. */
export const random = (bytes: Uint8Array): Uint8Array => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)

/** The present instant as the database takes it. */
export const now = (): string => Temporal.Now.instant().toString()

/** Fresh drafts ready to submit, each of an account of its own that is signed in. */
export async function drafts(pool: pg.Pool, count: number): Promise<Draft[]> {
  const made = Array.from({ length: count }, (): Draft => {
    const moment = Temporal.Now.instant()
    return { id: newId(moment, random), account: newId(moment, random), token: randomBytes(32).toString('base64url') }
  })
  const at = now()
  const until = Temporal.Now.instant().add({ hours: 24 }).toString()
  const pictures = ['photo', 'passport-data-page', 'residence-permit']
  const rows = made.map((draft, index) => ({
    ...draft,
    hash: createHash('sha256').update(draft.token).digest('hex'),
    pictures: pictures.map(() => newId(Temporal.Now.instant(), random)),
    number: `B${String(index).padStart(4, '0')}${randomBytes(2).toString('hex').toUpperCase()}`,
  }))
  await pool.query(
    `INSERT INTO account (id, email, language, created_at) SELECT x.account, x.account || '@example.org', 'en', $2 FROM jsonb_to_recordset($1) AS x(account uuid)`,
    [JSON.stringify(rows), at],
  )
  await pool.query(
    `INSERT INTO session (token_hash, id, account_id, device, created_at, last_seen_at, expires_at) SELECT decode(x.hash, 'hex'), x.id, x.account, 'bench', $2, $2, $3 FROM jsonb_to_recordset($1) AS x(hash text, id uuid, account uuid)`,
    [JSON.stringify(rows), at, until],
  )
  await pool.query(
    `INSERT INTO application (id, account_id, mission, service, rule, document, state, answers, created_at, updated_at)
     SELECT x.id, x.account, 'uto-it-milan-cg', 'passport-renewal', 'resident-expiring', 'passport', 'DRAFT', x.answers, $2, $2 FROM jsonb_to_recordset($1) AS x(id uuid, account uuid, answers jsonb)`,
    [JSON.stringify(rows.map((row) => ({ ...row, answers: answersOf(row) }))), at],
  )
  await pool.query(
    `INSERT INTO attachment (application_id, id, kind, state, size, received, sha256, content, width, height, created_at)
     SELECT x.id, p.picture::uuid, ($3::text[])[p.place], 'stored', 4, 4, '', '\\x00000000', 1, 1, $2 FROM jsonb_to_recordset($1) AS x(id uuid, pictures text[]), unnest(x.pictures) WITH ORDINALITY AS p(picture, place)`,
    [JSON.stringify(rows), at, pictures],
  )
  return made
}

function answersOf(row: { account: string; number: string; pictures: readonly string[] }): object {
  const expiry = Temporal.Now.plainDateISO('UTC').add({ months: 2 }).toString()
  const given: Record<string, string> = {
    where: 'abroad',
    age: 'adult',
    problem: 'expiry',
    stay: 'resident',
    'passport-expiry': expiry,
    mrz: mrzOf(row.number, expiry),
    surname: 'LIN',
    'given-names': 'MEI',
    'native-name': '林梅',
    'birth-date': '1992-06-01',
    'birth-place': 'Bologna',
    sex: 'F',
    email: `${row.account}@example.org`,
    phone: '+66812345678',
    country: 'IT',
    city: 'Bologna',
    address: 'Via di Prova 1',
    photo: row.pictures[0] ?? '',
    'passport-data-page': row.pictures[1] ?? '',
    'residence-permit': row.pictures[2] ?? '',
  }
  return Object.fromEntries(Object.entries(given).map(([field, value]) => [field, { value, at: 1, device: 'bench' }]))
}

const weights = [7, 3, 1]
const digit = (text: string): string =>
  String(
    Array.from(text).reduce(
      (sum, letter, index) => sum + (weights[index % 3] ?? 0) * (letter === '<' ? 0 : Number.parseInt(letter, 36)),
      0,
    ) % 10,
  )

function mrzOf(number: string, expiry: string): string {
  const field = (text: string): string => text + digit(text)
  const [one, two, three] = [field(number.padEnd(9, '<')), field('920601'), field(expiry.slice(2).replaceAll('-', ''))]
  const tail = `${'<'.repeat(14)}<`
  return `${'P<UTOLIN<<MEI'.padEnd(44, '<')}\n${one}UTO${two}F${three}${tail}${digit(one + two + three + tail)}`
}
