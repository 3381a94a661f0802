import type { Refusal } from '../shared/index.ts'
import type { RecordPerson } from './record.ts'
import type { RecordRefusal } from './refusals.ts'

/** Letters of any script with their marks, and what stands between the parts of a name. Digits, pictographs and control characters are of no name. */
const printable = /^[\p{L}\p{M}'’ʼ‘`´.,·・‧\- ]*$/u
const latin = /^[\p{Script=Latin}\p{M}'’ʼ‘`´.,·・‧\- ]*$/u
const letter = /\p{L}/u
const longest = 80

/** What is wrong with the names of a person, or null: at least one of family name and given name holds a letter. */
export function nameFault({ familyName, givenName, latin: inLatin }: RecordPerson): Refusal<RecordRefusal> | null {
  const fault = (code: RecordRefusal, where: string) => ({ code, data: { where } })
  if (!letter.test(familyName) && !letter.test(givenName)) return fault('record.name-missing', 'person.familyName')
  for (const [name, where] of [
    [familyName, 'person.familyName'],
    [givenName, 'person.givenName'],
  ] as const) {
    if (name.length > longest) return fault('record.name-too-long', where)
    if (!printable.test(name)) return fault('record.name-unprintable', where)
  }
  if (!inLatin) return null
  if (!letter.test(inLatin.familyName) && !letter.test(inLatin.givenName))
    return fault('record.name-missing', 'person.latin')
  for (const [name, where] of [
    [inLatin.familyName, 'person.latin.familyName'],
    [inLatin.givenName, 'person.latin.givenName'],
  ] as const) {
    if (name.length > longest) return fault('record.name-too-long', where)
    if (!latin.test(name)) return fault('record.name-not-latin', where)
  }
  return null
}
