// `npm run journey`: installs what a browser and the programs need where it is missing, then goes.
import { spawn } from 'node:child_process';
import { installMissingPrograms } from '@/lib/checks/system-programs';

for (const sentence of await installMissingPrograms()) console.log(sentence);
const walk = spawn(
  'playwright',
  ['test', '--config', 'e2e/journey/config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
walk.once('error', (error) => {
  console.error(`Playwright could not be started: ${error.message}`);
  process.exitCode = 1;
});
walk.once('close', (code) => {
  process.exitCode = code ?? 1;
});
