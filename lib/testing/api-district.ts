// A district whose roster is fetched from a simulator of its SIS, with everything that works on it in this process.
import { openApiHttp, type ApiLimits } from '@/lib/server/intake/api/http/request';
import { kindSpeaking } from '@/lib/core/connections/kinds';
import type { AppContext } from '@/lib/server/app-context';
import { createApiConnection } from '@/lib/server/connections/commands/create-api-connection';
import {
  createPullWorker,
  openPullHttp,
  type PullWorker,
} from '@/lib/server/intake/api/pulls/work-on-pulls';
import type { EdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import type { OneRosterSimulator } from '@/lib/simulators/oneroster/simulator';
import { createPerson, createTenant } from './builders';
import { actorOf } from './reviews';

export interface ApiDistrict {
  ctx: AppContext;
  tenantId: number;
  connectionId: number;
  actor: ReturnType<typeof actorOf>;
}

/** The context may connect to the simulator, which is on this machine. */
export function reaching<Context extends AppContext>(
  ctx: Context,
  ...bases: readonly string[]
): Context {
  const hosts = bases.map((base) => new URL(base).host);
  return {
    ...ctx,
    settings: { ...ctx.settings, apiTestHosts: new Set([...ctx.settings.apiTestHosts, ...hosts]) },
  };
}

export async function createApiDistrict(
  ctx: AppContext,
  simulator: Pick<OneRosterSimulator, 'base' | 'tokenAddress' | 'key' | 'secret'>,
  { authorization = 'OAUTH2' }: { authorization?: 'OAUTH2' | 'OAUTH1_SHA1' | 'OAUTH1_SHA256' } = {},
): Promise<ApiDistrict> {
  const tenant = await createTenant(ctx);
  const actor = actorOf(await createPerson(ctx));
  const created = await createApiConnection(ctx, actor, tenant.id, {
    kind: kindSpeaking('oneroster-rest'),
    vendor: 'OTHER',
    baseUrl: simulator.base,
    tokenUrl: authorization === 'OAUTH2' ? simulator.tokenAddress : '',
    authorization,
    clientId: simulator.key,
    secret: simulator.secret,
  });
  if (!created.ok) throw new Error(created.code);
  return { ctx, tenantId: tenant.id, connectionId: created.connectionId, actor };
}

/** With limits of its own where a test cannot wait as long as the product does. */
export const pullWorkerFor = (ctx: AppContext, limits?: Partial<ApiLimits>): PullWorker =>
  createPullWorker(
    limits ? openApiHttp({ testHosts: ctx.settings.apiTestHosts, limits }) : openPullHttp(ctx),
  );

export async function createEdFiDistrict(
  ctx: AppContext,
  simulator: Pick<EdFiSimulator, 'base' | 'key' | 'secret'>,
): Promise<ApiDistrict> {
  const tenant = await createTenant(ctx);
  const actor = actorOf(await createPerson(ctx));
  const created = await createApiConnection(ctx, actor, tenant.id, {
    kind: kindSpeaking('ed-fi'),
    vendor: 'EDFI_ODS',
    baseUrl: simulator.base,
    tokenUrl: '',
    authorization: 'OAUTH2',
    clientId: simulator.key,
    secret: simulator.secret,
  });
  if (!created.ok) throw new Error(created.code);
  return { ctx, tenantId: tenant.id, connectionId: created.connectionId, actor };
}
