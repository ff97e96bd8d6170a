// `npm run looks`: installs what a browser needs where it is missing, then walks.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { installMissingPrograms } from '@/lib/checks/system-programs';

rmSync('test-results/looks', { recursive: true, force: true });
for (const sentence of await installMissingPrograms()) console.log(sentence);
const walk = spawn(
  'playwright',
  ['test', '--config', 'e2e/looks/walk/config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
walk.once('error', (error) => {
  console.error(`Playwright could not be started: ${error.message}`);
  process.exitCode = 1;
});
walk.once('close', (code) => {
  process.exitCode = code ?? 1;
});
