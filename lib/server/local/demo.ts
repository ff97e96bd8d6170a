// The demo is played once per data folder, and never over districts that somebody made.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AppContext } from '../app-context';
import { listAuditEvents } from '../audit/list';
import { demoApiHost, readDemoApi, readOrMakeDemoApi, type DemoApiFile } from './demo-api-file';
import type { Environment } from './environment';
import { keepStartedWith } from './started-with';

const markFile = (dataFolder: string): string => path.join(dataFolder, 'demo-played');

export type DemoState = 'off' | 'played' | 'due';

export async function demoState(
  ctx: AppContext,
  dataFolder: string,
  script: string,
): Promise<DemoState> {
  if (!ctx.settings.isDemo || !existsSync(script)) return 'off';
  if (existsSync(markFile(dataFolder))) return 'played';
  const played = await listAuditEvents(
    ctx,
    {
      tenantId: null,
      actions: ['demo.played'],
      target: { objectType: 'demo', objectId: 'all' },
    },
    { limit: 1 },
  );
  if (played.rows.length > 0) return 'played';
  const [demo, others] = await Promise.all(
    [true, false].map((isDemo) => ctx.db.prisma.tenant.count({ where: { isDemo } })),
  );
  // One that was interrupted is finished, also when somebody has made a district meanwhile.
  return others && !demo ? 'off' : 'due';
}

export function markDemoPlayed(dataFolder: string): void {
  writeFileSync(markFile(dataFolder), '');
}

/** A demo of an earlier version had no district that is fetched from: nothing is served for it. */
export async function demoApiFor(demo: DemoState, dataFolder: string): Promise<DemoApiFile | null> {
  if (demo === 'due') return readOrMakeDemoApi(dataFolder);
  return demo === 'played' ? readDemoApi(dataFolder) : null;
}

/** It is plain http on this machine, which only named hosts may be. */
export function reachingDemoApi(
  dataFolder: string,
  env: Environment,
  demoApi: DemoApiFile,
): Environment {
  const hosts = [env.CONNECTOR_API_TEST_HOSTS, demoApiHost(demoApi)].filter(Boolean).join(',');
  const reaching = { ...env, CONNECTOR_API_TEST_HOSTS: hosts };
  keepStartedWith(dataFolder, reaching);
  return reaching;
}
