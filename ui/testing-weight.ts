import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

/** For tests of weight: an app as it is built. */
export interface BuiltApp {
  readonly names: readonly string[]
  /** The content of a piece; throws where there is none of this name. */
  readonly contentOf: (name: string) => string | Uint8Array
  /** The entries that satisfy, and all pieces that the browser fetches before these run. */
  readonly fetchedFor: (isWanted: (chunk: Rolldown.OutputChunk) => boolean) => readonly string[]
}

/** Bytes of a content as they cross the line. */
export const packed = (content: string | Uint8Array): number => gzipSync(content, { level: 6 }).length

/** Builds the app of a configuration, in memory. */
export async function buildApp(configFile: string): Promise<BuiltApp> {
  const built = await build({ configFile, logLevel: 'silent', build: { write: false } })
  if (Array.isArray(built) || !('output' in built)) throw new Error('One build was expected')
  const { output } = built
  const named = (name: string) => {
    const file = output.find(({ fileName }) => fileName === name)
    if (!file) throw new Error(`The build has no ${name}`)
    return file
  }
  const contentOf = (name: string) => {
    const file = named(name)
    return file.type === 'chunk' ? file.code : file.source
  }
  const fetchedFor: BuiltApp['fetchedFor'] = (isWanted) => {
    const wanted = new Set<string>()
    const want = (name: string) => {
      if (wanted.has(name)) return
      wanted.add(name)
      const file = named(name)
      if (file.type === 'chunk') for (const other of file.imports) want(other)
    }
    for (const file of output) if (file.type === 'chunk' && isWanted(file)) want(file.fileName)
    return [...wanted]
  }
  return { names: output.map(({ fileName }) => fileName), contentOf, fetchedFor }
}

/** All that the browser fetches before the first page of an app is drawn, in one language; images aside. */
export const firstLoad = ({ fetchedFor, names }: BuiltApp, language: string): readonly string[] => [
  ...fetchedFor(
    ({ facadeModuleId, name }) =>
      /\/(?:index\.html|app\.tsx)$/.test(facadeModuleId ?? '') || name === 'first-keys' || name === `words-${language}`,
  ),
  'index.html',
  ...names.filter((name) => name.endsWith('.css')),
]
