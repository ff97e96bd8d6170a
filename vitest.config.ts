import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const never = ['**/node_modules/**', '**/.next/**', 'e2e/**'];

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    // Files of one process share its modules: to load them again for each took a third of the time.
    isolate: false,
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
          // Every file clones its own database; more workers than this only queue at one Postgres.
          maxWorkers: 2,
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
