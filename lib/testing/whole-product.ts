// A real SFTP server and a real worker on a throw-away database, in this process, by the clock on the wall.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock, type AppContext } from '@/lib/server/app-context';
import { startSftpServer } from '@/lib/server/intake/sftp/sftp-server';
import { startWorker } from '@/lib/server/jobs/run-worker';
import { createLog } from '@/lib/server/log';
import type { Settings } from '@/lib/server/settings';
import { createFolderStorage } from '@/lib/server/storage';
import { createTestDatabase, testSettings } from './database';

export interface WholeProduct {
  /** Its settings name the port on which the SFTP server listens. */
  ctx: AppContext;
  stop(): Promise<void>;
}

export async function startWholeProduct(given: Partial<Settings> = {}): Promise<WholeProduct> {
  const database = await createTestDatabase({ maxConnections: 20 });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'connector-whole-'));
  const settings = { ...testSettings(database.url, folder), sftpPort: 0, ...given };
  const unbound: AppContext = {
    db: database.db,
    clock: systemClock,
    storage: createFolderStorage(path.join(folder, 'deliveries')),
    settings,
    log: createLog('test', 'silent'),
  };
  const sftp = await startSftpServer(unbound);
  const ctx: AppContext = { ...unbound, settings: { ...settings, sftpPort: sftp.port } };
  const worker = startWorker(ctx);
  return {
    ctx,
    async stop() {
      await worker.stop();
      await sftp.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
