// Prepares a fresh clone, then runs the script named first with the other arguments.
import { prepare, runTypeScript } from './prepare.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) {
  process.stderr.write('Usage: node bin/run.mjs <file.ts> [arguments]\n');
  process.exit(2);
}
runTypeScript(prepare(), file, args);
