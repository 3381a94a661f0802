import { readFile, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Code, pictureKind, readCodes, textOf } from '@consular/certificate/qr'
import { joinChunks } from '@consular/certificate/shc'
import { Unusable } from './misuse.ts'

/** Nothing larger is a certificate or a picture of one. */
const mostBytes = 64 * 1024 * 1024

const looksLikeFile = /^[^\s{}]*\.(?:png|jpe?g|pdf|txt|json|zip|smart-health-card)$/i

/** Is there such a file? A text that is too long for a name, or holds what no name may, is none. */
async function fileSize(path: string): Promise<number | null> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw new Unusable(`${path} is a folder.`)
    return found.size
  } catch (error) {
    if (error instanceof Unusable) throw error
    return null
  }
}

async function bytesOf(given: string, stdin: Readable): Promise<Uint8Array | null> {
  if (given === '-') return await buffer(stdin)
  const size = await fileSize(given)
  if (size === null) {
    if (looksLikeFile.test(given)) throw new Unusable(`There is no file ${given}.`)
    return null
  }
  if (size > mostBytes) throw new Unusable(`${given} is larger than 64 MB.`)
  return await readFile(given).catch((error: unknown) => {
    throw new Unusable(`${given} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
}

/** A SMART Health Card that was split over several codes is one text. */
function joined(codes: readonly Code[]): readonly string[] {
  const texts = [...new Set(codes.map(({ text }) => text))]
  const chunks = texts.filter((text) => /^shc:\/\d+\/\d+\//.test(text))
  const card = chunks.length > 1 ? joinChunks(chunks) : null
  return card && 'text' in card ? [card.text, ...texts.filter((text) => !chunks.includes(text))] : texts
}

/** What editors and terminals put before a text: a byte-order mark, or UTF-16 as some Windows shells write it. */
function fileText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  return textOf(bytes).replace(/^\ufeff/, '')
}

/**
 * The texts that an argument stands for: itself, the content of a file or of standard input (`-`), or the codes of a picture or of the pictures in a PDF. A
 * picture without a code has no text.
 */
export async function readInput(given: string, stdin: Readable): Promise<readonly string[]> {
  const bytes = await bytesOf(given, stdin)
  if (bytes === null) return [given]
  return pictureKind(bytes) === null ? [fileText(bytes)] : joined(await readCodes(bytes))
}
