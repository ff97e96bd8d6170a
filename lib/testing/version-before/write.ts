// node bin/run.mjs lib/testing/version-before/write.ts: writes what this version stores about a small district, for
// the test of the next version's migrations. Run it before the first new migration, and name the file after the
// last migration that is in it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '@/lib/server/db';
import { createLog } from '@/lib/server/log';
import { createFolderStorage } from '@/lib/server/storage';
import { createTestClock, testSettings } from '../database';
import { cloneTemplate, databaseAddress, prepareTemplate } from '../template-database';
import { startTestServer } from '../test-server';
import { playCedarValley } from './cedar-valley';
import { lastMigration, storedRowsFile } from './files';
import { writeStoredRows } from './stored-rows';

const server = await startTestServer(process.env.TEST_DATABASE_URL);
const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-version-'));
try {
  const name = await cloneTemplate(server.url, await prepareTemplate(server.url));
  const url = databaseAddress(server.url, name);
  const db = openDatabase(url, { maxConnections: 5 });
  await playCedarValley({
    db,
    clock: createTestClock('2026-08-05T15:00:00Z'),
    storage: createFolderStorage(path.join(folder, 'deliveries')),
    settings: testSettings(url, folder),
    log: createLog('test', 'warn'),
  });
  const client = await db.pool.connect();
  const file = storedRowsFile(lastMigration());
  await writeFile(file, await writeStoredRows(client));
  client.release();
  await db.close();
  console.log(`${file} is written.`);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
