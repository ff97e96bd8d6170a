// npm run bench -- --only pull, --only slow-pulls: a large district fetched from the simulator of a OneRoster server, beside a bare
// loop over the same pages; and three hundred districts at once from servers that take 50 ms a page.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { KINDS_OF_CONNECTION, type KindName } from '@/lib/core/connections/kinds';
import { ONEROSTER_COLLECTIONS } from '@/lib/core/oneroster-json/collections';
import { readLink } from '@/lib/core/pulls/page-end';
import type { AppContext } from '@/lib/server/app-context';
import { createApiConnection } from '@/lib/server/connections/commands/create-api-connection';
import { createPullWorker, openPullHttp } from '@/lib/server/intake/api/pulls/work-on-pulls';
import { askForPull } from '@/lib/server/pulls/commands/ask-for-pull';
import { NODE_ARGS } from './files';
import { round, roundRatio } from './numbers';
import { startProduct } from './product';

const PAGE_SIZE = 5_000;
const MOST_RATIO = 1.2;
const MOST_MIB = 512;
const DISTRICTS = 300;
const SLOW_MS = 50;
const MOST_DELAY_MS = 100;

const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

interface Server {
  base: string;
  tokenAddress: string;
  key: string;
  secret: string;
  stop(): Promise<void>;
}

async function startServer(students: string, more: readonly string[] = []): Promise<Server> {
  const args = [
    ...NODE_ARGS,
    'bin/simulate-api.ts',
    '--students',
    students,
    '--seed',
    'bench',
    ...more,
  ];
  const child = spawn(process.execPath, ['--max-old-space-size=3000', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const told = JSON.parse(line) as Omit<Server, 'stop'>;
  return {
    ...told,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

const hostsOf = ({ base }: Server) => ({ CONNECTOR_API_TEST_HOSTS: new URL(base).host });

/** Every page once, one after the other, and nothing done with it. */
async function fetchBare({ base, tokenAddress, key, secret }: Server) {
  const started = performance.now();
  const token = await fetch(tokenAddress, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  let pages = 0;
  let bytes = 0;
  for (const collection of ONEROSTER_COLLECTIONS) {
    let next: string | null = `${base}/${collection}?limit=${PAGE_SIZE}&offset=0`;
    while (next !== null) {
      const answer: Response = await fetch(next, {
        headers: { authorization: `Bearer ${bearer}` },
      });
      if (!answer.ok) throw new Error(`the simulator answered ${answer.status}`);
      bytes += (await answer.arrayBuffer()).byteLength;
      pages += 1;
      next = readLink(answer.headers.get('link')).next;
    }
  }
  return { seconds: (performance.now() - started) / 1000, pages, bytes };
}

async function connect(ctx: AppContext, server: Server, slug: string) {
  const tenant = await ctx.db.prisma.tenant.create({
    data: { slug, name: 'Bench', state: 'CA', timeZone: 'America/Los_Angeles' },
  });
  const kind = (Object.keys(KINDS_OF_CONNECTION) as KindName[]).find(
    (name) => KINDS_OF_CONNECTION[name].api?.protocol === 'oneroster-rest',
  );
  if (!kind) throw new Error('no kind of connection speaks OneRoster');
  const created = await createApiConnection(ctx, actor, tenant.id, {
    kind,
    vendor: 'OTHER',
    baseUrl: server.base,
    tokenUrl: server.tokenAddress,
    authorization: 'OAUTH2',
    clientId: server.key,
    secret: server.secret,
  });
  if (!created.ok) throw new Error(created.code);
  return { tenantId: tenant.id, connectionId: created.connectionId };
}

export async function* measurePull(folder: string, students: string, log: (text: string) => void) {
  const server = await startServer(students);
  const product = await startProduct(folder, log, hostsOf(server));
  try {
    const { ctx } = product;
    const { tenantId, connectionId } = await connect(ctx, server, 'bench-pull');
    // Once beforehand, so that neither is the first to ask; then before and after the pull.
    log('Fetching the pages by a bare loop …');
    await fetchBare(server);
    const before = await fetchBare(server);
    log('Pulling …');
    product.resetPeakMemory();
    const asked = await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'UPDATE' });
    if (!asked.ok) throw new Error(asked.code);
    const pull = await untilHandedOver(ctx, asked.id);
    const peakMiB = product.peakMemory();
    const seconds = (pull.finishedAt.getTime() - pull.startedAt.getTime()) / 1000;
    const runSeconds = await untilChecked(ctx, tenantId, pull.handedOverAt);
    const after = await fetchBare(server);
    const bareSeconds = (before.seconds + after.seconds) / 2;
    const ratio = seconds / bareSeconds;
    yield {
      case: 'pull of everything from a OneRoster server',
      students: Number(students),
      pages: before.pages,
      megabytes: Math.round(before.bytes / 1_000_000),
      bareSeconds: round(bareSeconds),
      pullSeconds: round(seconds),
      ratio: roundRatio(ratio),
      bar: MOST_RATIO,
      filesWrittenSeconds: round((pull.handedOverAt.getTime() - pull.finishedAt.getTime()) / 1000),
      checkedAfterSeconds: round(runSeconds),
      peakMiB,
      isWithinBar: ratio <= MOST_RATIO && (peakMiB ?? 0) < MOST_MIB,
    };
  } finally {
    await product.stop();
    await server.stop();
  }
}

async function untilHandedOver(ctx: AppContext, id: number) {
  for (;;) {
    const pull = await ctx.db.prisma.pull.findUniqueOrThrow({ where: { id } });
    const { startedAt, finishedAt, handedOverAt } = pull;
    if (pull.state === 'FAILED') throw new Error(`the pull failed: ${pull.troubleCode}`);
    if (startedAt && finishedAt && handedOverAt) return { startedAt, finishedAt, handedOverAt };
    await delay(200);
  }
}

async function untilChecked(ctx: AppContext, tenantId: number, since: Date): Promise<number> {
  for (;;) {
    const run = await ctx.db.prisma.syncRun.findFirst({ where: { tenantId } });
    if (run?.state === 'HELD' && run.heldAt) return (run.heldAt.getTime() - since.getTime()) / 1000;
    if (run && ['FAILED', 'INVALID', 'INCOMPLETE'].includes(run.state))
      throw new Error(`the run ended ${run.state}`);
    await delay(200);
  }
}

/** In this process, so that its event loop can be watched. */
export async function measureSlowPulls(folder: string, log: (text: string) => void) {
  const server = await startServer('60', ['--slow', String(SLOW_MS)]);
  const product = await startProduct(folder, log, hostsOf(server), { withWorker: false });
  try {
    const { ctx } = product;
    log(`Connecting ${DISTRICTS} districts …`);
    const asked: number[] = [];
    for (let i = 0; i < DISTRICTS; i += 1) {
      const { tenantId, connectionId } = await connect(ctx, server, `bench-slow-${i}`);
      await ctx.db.prisma.apiAccount.updateMany({
        where: { connectionId },
        data: { pageSize: 20 },
      });
      const pull = await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'PREVIEW' });
      if (!pull.ok) throw new Error(pull.code);
      asked.push(pull.id);
    }
    log('Pulling …');
    const worker = createPullWorker(openPullHttp(ctx));
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const started = performance.now();
    await worker.takeUpDue(ctx);
    await worker.idle();
    const seconds = (performance.now() - started) / 1000;
    loop.disable();
    await worker.stop();
    const pulls = await ctx.db.prisma.pull.findMany({ where: { id: { in: asked } } });
    const complete = pulls.filter(({ state }) => state === 'COMPLETE').length;
    const pages = await ctx.db.prisma.pullPage.count();
    const alone = (pages / DISTRICTS) * (SLOW_MS / 1000);
    const delayMs = loop.percentile(99) / 1e6;
    return {
      case: `${DISTRICTS} pulls at once from servers that take ${SLOW_MS} ms a page`,
      complete,
      pages,
      seconds: round(seconds),
      /** Of one pull that has the server to itself. */
      aloneSeconds: round(alone),
      oneAfterTheOtherSeconds: round(alone * DISTRICTS),
      eventLoopDelayP99Ms: round(delayMs),
      bar: MOST_DELAY_MS,
      isWithinBar: complete === DISTRICTS && delayMs < MOST_DELAY_MS,
    };
  } finally {
    await product.stop();
    await server.stop();
  }
}
