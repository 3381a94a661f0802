import { library, type Subject } from './check.ts'
import { work } from './work.ts'

/** Libraries that break their promises on some texts, to see that it is found. The address by which this is run says which: `testing-worker.ts?hang`. */
const eaten: unknown[] = []
const isChosen = (text: string, among = 32): boolean => text.length % among === 3

const broken: { readonly [way: string]: Subject } = {
  hang: {
    ...library,
    read: (text) => {
      while (isChosen(text)) eaten.length = 0
      return library.read(text)
    },
  },
  gorge: {
    ...library,
    read: (text) => {
      while (isChosen(text)) eaten.push(Array.from({ length: 500_000 }, Math.sqrt))
      return library.read(text)
    },
  },
  lie: {
    read: (text) => {
      if (isChosen(text)) throw new TypeError('on purpose')
      if (isChosen(text, 31)) eaten[0] = new Uint8Array(100_000_000).fill(1)
      return library.read(text)
    },
    verify: async (...given) => {
      const report = await library.verify(...given)
      if (report.verdict === 'untrusted') return { ...report, code: 'something' }
      if (report.verdict !== 'forged') return report
      const checks = report.checks.map(({ question }) => ({ question, result: 'passed', code: 'ok' }) as const)
      return { ...report, verdict: 'valid', code: 'ok', checks }
    },
  },
}

await work(broken[process.argv[2] ?? ''] ?? library)
