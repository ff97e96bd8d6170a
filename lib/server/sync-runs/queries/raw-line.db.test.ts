import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile } from '@/lib/testing/deliver';
import { readRawLine } from './raw-line';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const USERS = [
  'sourcedId,givenName,email,grades',
  'u1,Ana,ana@example.org,05',
  'u2,B\u0000o,,99',
].join('\r\n');

/** A run whose users.csv is in this delivery, with a problem in this line. */
async function problemIn(
  delivery: { name: string; chunks: Iterable<Buffer> },
  line: number | null,
) {
  const tenant = await createTenant(ctx);
  const run = await deliverRun(ctx, await createConnection(ctx, tenant), [delivery]);
  const { id: deliveryId } = await ctx.db.prisma.delivery.findFirstOrThrow({
    where: { syncRunId: run.id },
  });
  const ofRun = { tenantId: tenant.id, runId: run.id };
  await ctx.db.prisma.syncRunFile.create({
    data: { ...ofRun, fileName: 'users.csv', deliveryId, mode: 'bulk', byteCount: 1 },
  });
  const group = await ctx.db.prisma.runIssueGroup.create({
    data: {
      ...ofRun,
      fileName: 'users.csv',
      code: 'GRADE_UNKNOWN',
      level: 'warning',
      effect: 'none',
      count: 1,
      storedCount: 1,
      issues: { create: { ...ofRun, line, column: 'grades', value: '99' } },
    },
    include: { issues: true },
  });
  return { run, deliveryId, issueId: Number(group.issues[0]?.id) };
}

const read = async ({ run, issueId }: Awaited<ReturnType<typeof problemIn>>) => {
  const result = await readRawLine(ctx, run.tenantId, run.id, issueId);
  return result.ok ? result.raw.parts.map(({ text }) => text).join('') : result.code;
};

test.each([
  [1, 'sourcedId,givenName,email,grades'],
  [2, 'u1,Ana,••••••,05'],
  [3, 'u2,B␀o,,99'],
  [4, 'BYTES_GONE'],
  [null, 'NO_SUCH_PROBLEM'],
])('line %s of the bytes kept', async (line, expected) => {
  expect(await read(await problemIn(textFile('users.csv', USERS), line))).toBe(expected);
});

test('a line of a file with carriage returns alone, behind a mark of its encoding', async () => {
  const text = `\uFEFF${USERS.replaceAll('\r\n', '\r')}`;
  expect(await read(await problemIn(textFile('users.csv', text), 2))).toBe('u1,Ana,••••••,05');
});

test('a line of a file in a folder of a zip', async () => {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(USERS), 'export/users.csv');
  zip.end();
  const delivery = { name: 'set.zip', chunks: [await buffer(zip.outputStream)] };
  expect(await read(await problemIn(delivery, 3))).toBe('u2,B␀o,,99');
});

test('what is swept away is said, and another district has no such problem', async () => {
  const problem = await problemIn(textFile('users.csv', USERS), 2);
  const other = await createTenant(ctx);
  expect(await readRawLine(ctx, other.id, problem.run.id, problem.issueId)).toEqual({
    ok: false,
    code: 'NO_SUCH_PROBLEM',
  });
  const { storageKey } = await ctx.db.prisma.delivery.findUniqueOrThrow({
    where: { id: problem.deliveryId },
  });
  await ctx.storage.delete(storageKey);
  expect(await read(problem)).toBe('BYTES_GONE');
  await ctx.db.prisma.delivery.update({
    where: { id: problem.deliveryId },
    data: { bytesDeletedAt: ctx.clock.now() },
  });
  expect(await read(problem)).toBe('BYTES_GONE');
});
