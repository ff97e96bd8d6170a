// What a pull that fails leaves behind, in the log and in the database: never the secret, a token or a signature, also where the
// server repeats them.
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiDistrict, pullWorkerFor, reaching } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { startLoopbackServer, type LoopbackServer } from '@/lib/testing/loopback-server';
import type { AppContext } from '../../app-context';
import { createLog } from '../../log';
import { askForPull } from '../../pulls/commands/ask-for-pull';
import { findPull } from '../../pulls/queries/list-pulls';

const SECRET = 'a-secret+of/the=district';
const TOKEN = 'token-that-opens-everything';

let database: TestContext;
let server: LoopbackServer;
/** What was sent to prove who asks. */
const sent: string[] = [];
let status = 500;
beforeAll(async () => {
  server = await startLoopbackServer((request, response) => {
    if (request.url?.startsWith('/token')) {
      response.end(JSON.stringify({ access_token: TOKEN, token_type: 'bearer' }));
      return;
    }
    const authorization = request.headers.authorization ?? '';
    sent.push(authorization);
    const signature = /oauth_signature="([^"]*)"/.exec(authorization)?.[1];
    if (signature) sent.push(signature, decodeURIComponent(signature));
    response.writeHead(status, { 'content-type': 'text/plain' });
    // It has seen the secret where that signs; by a token it has not.
    const known = signature ? [...sent, SECRET, encodeURIComponent(SECRET)] : sent;
    response.end(`${request.url} by ${known.join(' ')}`);
  });
  database = await createTestContext();
});
afterAll(async () => {
  await server.close();
  await database.close();
});

async function failedPull(ctx: AppContext, authorization: 'OAUTH2' | 'OAUTH1_SHA256') {
  sent.length = 0;
  const district = await createApiDistrict(
    reaching(database, server.url),
    {
      base: `${server.url}/ims/oneroster/v1p1`,
      tokenAddress: `${server.url}/token`,
      key: 'district-key',
      secret: SECRET,
    },
    { authorization },
  );
  const { tenantId, connectionId, actor } = district;
  const asked = await askForPull(ctx, actor, tenantId, { connectionId, purpose: 'UPDATE' });
  if (!asked.ok) throw new Error(asked.code);
  const worker = pullWorkerFor(ctx);
  await worker.takeUpDue(ctx);
  await worker.idle();
  await worker.stop();
  return { tenantId, pull: await findPull(ctx, tenantId, asked.number) };
}

test.each([
  ['OAUTH2', 500],
  ['OAUTH2', 401],
  ['OAUTH2', 200],
  ['OAUTH1_SHA256', 500],
  ['OAUTH1_SHA256', 401],
] as const)('by %s, where the server answers %d', async (authorization, answer) => {
  status = answer;
  let logged = '';
  const log = createLog('test', 'trace', { write: (line) => void (logged += line) });
  const ctx = { ...reaching(database, server.url), log };
  const { tenantId, pull } = await failedPull(ctx, authorization);
  expect(pull?.troubleCode).not.toBeNull();
  expect(logged).toContain('"pullId"');
  const stored = await Promise.all([
    database.db.prisma.pull.findMany({ where: { tenantId } }),
    database.db.prisma.apiAccount.findMany({ where: { tenantId } }),
    database.db.prisma.apiToken.findMany({ where: { tenantId } }),
    database.db.prisma.auditEvent.findMany({ where: { tenantId } }),
  ]);
  const left = [
    logged,
    ...readable(stored),
    inspect(pull, { depth: 9, maxStringLength: null }),
  ].join('\n');
  // What the server said is kept, without what it repeated.
  if (answer !== 200) expect(left).toContain('/ims/oneroster/v1p1/orgs');
  const proofs = [SECRET, encodeURIComponent(SECRET), TOKEN, ...sent.filter((each) => each !== '')];
  expect(sent.length).toBeGreaterThan(0);
  expect(proofs.filter((proof) => left.includes(proof))).toEqual([]);
});

/** All text in it, also of bytes and of base64 in fields. */
function readable(value: unknown): string[] {
  if (typeof value === 'string') return [value, Buffer.from(value, 'base64').toString('latin1')];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('latin1')];
  if (value instanceof Date || typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(readable);
}
