import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Every part waits a good deal, for a disk, a process or a page: rules keep every core busy, the others three files at once. A journey is a browser, a service and a database.
const cores = availableParallelism()
const [maxWorkers, maxJourneys] = [Math.max(2, cores), Math.max(3, Math.floor(cores / 2))]

/**
 * Three parts, one after the other, from fast to slow: rules (pure), use cases (a real PostgreSQL), journeys (a real browser over the running product).
 * The conformance material beside the repository is read through CONSULAR_SHARED; tests say so when it is absent.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          // Rules keep nothing: a worker reads each of them once.
          isolate: false,
          maxWorkers,
          sequence: { groupOrder: 0 },
          // Properties try hundreds of cases; on a busy machine that takes more than a moment.
          testTimeout: 60_000,
          include: [
            'certificate/**/*.test.ts',
            'domain/**/*.test.ts',
            'api/**/*.test.ts',
            'messages/**/*.test.ts',
            'ui/**/*.test.ts',
            'pack/**/*.test.ts',
            'citizen/**/*.test.ts',
            'workbench/**/*.test.ts',
            'verifier/**/*.test.ts',
            '*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'server',
          maxWorkers: Math.max(3, cores),
          sequence: { groupOrder: 1 },
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/database/testing-cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'acceptance',
          sequence: { groupOrder: 2 },
          include: ['acceptance/**/*.test.ts'],
          globalSetup: ['acceptance/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: maxJourneys,
        },
      },
    ],
  },
})
