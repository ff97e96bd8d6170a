// The Postgres that tests run on: TEST_DATABASE_URL, or one of our own started for the run.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@/lib/server/local/embedded-postgres';
import { findFreePort } from '@/lib/server/local/free-port';

export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

// Nothing here survives the run, so nothing waits for the disk. No database is there for long: nobody has to go round and
// tidy up. Each table that is dropped is looked for in all of the buffers, and hundreds are with every roster.
const SETTINGS = [
  'wal_level=minimal',
  'max_wal_senders=0',
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'autovacuum=off',
  'shared_buffers=64MB',
  'max_wal_size=1GB',
  'max_connections=300',
];

export async function startTestServer(givenUrl: string | undefined): Promise<TestServer> {
  if (givenUrl) return { url: givenUrl, stop: async () => {} };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'connector-postgres-'));
  const server = await startEmbeddedPostgres({
    folder,
    port: await findFreePort(),
    password: randomBytes(12).toString('hex'),
    settings: SETTINGS,
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
