import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { WORKER_FLAGS } from './worker-flags';

test.each(['package.json', 'docs/production.md'])(
  '%s starts the worker as npm start does',
  (file) => {
    const command = ['node', ...WORKER_FLAGS, '--import tsx bin/worker.ts'].join(' ');
    expect(readFileSync(file, 'utf8')).toContain(command);
  },
);
