// `npm test`: prepares a fresh clone, then hands over to bin/test.ts.
import { prepare, runTypeScript } from './prepare.mjs';

runTypeScript(prepare(), 'bin/test.ts', process.argv.slice(2));
