// `npm start` and `npm run dev`: prepares a fresh clone, then hands over to bin/start.ts.
import { prepare, runTypeScript } from './prepare.mjs';

runTypeScript(prepare(), 'bin/start.ts', process.argv.slice(2));
