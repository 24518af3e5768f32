/**
 * Shared resolution, the browser builds (`vite build --mode loader | embed | builder | console`) and the test projects.
 * What each build makes is said beside its sources, in `packages/<name>/build.ts`.
 */
import { defineConfig } from 'vitest/config'

/** Workspace packages are consumed as TypeScript source, in the browser builds as in the tests. */
const conditions = ['source', 'module', 'browser', 'development|production']
const nodeConditions = ['source', 'node', 'development|production']

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  // Long enough for a machine that is busy with other things: a time-out is to end what hangs, not what is slow.
  test: {
    name,
    include,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    ...more,
  },
})

// Two workers, not the runner's own choice of one fewer than there are cores: it keeps both cores of a small machine busy.
export default defineConfig(async ({ mode }) => {
  const shared = {
    resolve: { conditions },
    ssr: { resolve: { conditions: nodeConditions } },
    oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
  }
  if (mode === 'loader' || mode === 'embed' || mode === 'builder') {
    const { embedBuild } = await import('./packages/embed/build.ts')
    return { ...shared, ...embedBuild(mode) }
  }
  if (mode === 'console') {
    const { consoleBuild } = await import('./packages/console/build.ts')
    return { ...shared, ...consoleBuild() }
  }
  return {
    ...shared,
    test: {
      projects: [
        project(
          'unit',
          ['packages/{protocol,client,search,testing}/src/**/*.test.ts', 'server/src/**/*.test.ts'],
          {
            environment: 'node',
            maxWorkers: 2,
          },
        ),
        project('dom', ['packages/{ui,chat,onboarding,help,builder,embed,console}/src/**/*.test.{ts,tsx}'], {
          environment: 'happy-dom',
          maxWorkers: 2,
        }),
        project('faults', ['server/faults/**/*.test.ts'], {
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        }),
        project('journeys', ['examples/*/journey.test.ts', 'packages/*/journeys/*.test.ts'], {
          environment: 'node',
          // Each file has a relay and a browser of its own, and waits for them half of its time.
          maxWorkers: 3,
          // A net for machines slower than any we know. Nothing is known to need it: what the output calls retried is a fault to mend.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        }),
      ],
    },
  }
})
