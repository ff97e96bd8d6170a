import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('.', import.meta.url));
const never = ['**/node_modules/**', '**/.next/**', 'e2e/**'];

/** Each of one or few tests that take half a minute: begun last, it would keep one worker busy and the other idle. */
const LONG = [
  'lib/demo/play-attendance.db.test.ts',
  'lib/synthetic/odd/odd-week.db.test.ts',
  'lib/server/jobs/crash.db.test.ts',
  'lib/server/intake/api/pulls/killed-worker.db.test.ts',
  'bin/sftp.db.test.ts',
  'lib/cli/command-line.db.test.ts',
];

/** Long ones first; for the rest Vitest takes the size of the file for its time where nothing was measured yet. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      LONG.some((path) => moduleId.endsWith(path));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    // Files of one process share its modules: to load them again for each took a third of the time.
    isolate: false,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...never, '**/*.db.test.ts'],
          // For a machine that does other things too.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: never,
          globalSetup: './lib/testing/global-setup.ts',
          // Every file clones its own database. One more than a small machine has cores: many of these tests wait for
          // processes, clients and quiet times.
          maxWorkers: 3,
          // Vitest wants projects with another number of workers in a group of their own.
          sequence: { groupOrder: 1 },
          // For a machine that does other things too; a test that hangs is still found.
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
