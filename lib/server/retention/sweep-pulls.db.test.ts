import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiDistrict } from '@/lib/testing/api-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import type { Prisma } from '../db';
import { usePreview } from '../pulls/commands/use-preview';
import { sweepRetention } from './sweep-retention';

const DAY_MS = 24 * 3600_000;
let ctx: TestContext;
let number = 0;

beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-09-01T15:00:00Z' });
});
afterAll(() => ctx.close());

const nowhere = {
  base: 'https://sis.example.org/ims/oneroster/v1p1',
  tokenAddress: 'https://sis.example.org/token',
  key: 'key',
  secret: 'secret',
};

async function store(key: string): Promise<string> {
  const writer = await ctx.storage.create(key);
  await writer.write(Buffer.from('bytes'), 0);
  await writer.close();
  return key;
}

const isThere = (key: string): boolean => existsSync(ctx.storage.localPath(key));

type Values = Pick<Prisma.PullUncheckedCreateInput, 'state'> &
  Partial<Prisma.PullUncheckedCreateInput>;

/** A pull of one page, of an hour ago. */
async function pullOf(
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  name: string,
  values: Values,
) {
  number += 1;
  const at = ctx.clock.now();
  const pull = await ctx.db.prisma.pull.create({
    data: {
      tenantId,
      connectionId,
      number,
      feed: 'ROSTER',
      createdAt: at,
      startedAt: at,
      finishedAt: at,
      nextAttemptAt: at,
      ...values,
      collections: {
        create: {
          name: 'users',
          ordinal: 0,
          pages: {
            create: {
              ordinal: 0,
              request: '/users?limit=100&offset=0',
              rowCount: 1,
              byteCount: 5,
              storageKey: await store(`${name}-page`),
              linesKey: await store(`${name}-lines`),
              receivedAt: at,
            },
          },
        },
      },
    },
  });
  return pull;
}

test('lines go after a day where they are in deliveries or go nowhere, pages and samples after the time of files', async () => {
  const district = await createApiDistrict(ctx, nowhere);
  const at = ctx.clock.now();
  const preview = await pullOf(district, 'preview', { state: 'COMPLETE', purpose: 'PREVIEW' });
  const done = await pullOf(district, 'done', { state: 'COMPLETE', handedOverAt: at });
  await pullOf(district, 'due', { state: 'COMPLETE' });
  const failed = await pullOf(district, 'failed', {
    state: 'FAILED',
    troubleAnswer: { status: 500, contentType: null, start: 'x' },
    closingKeys: [await store('half-written')],
  });
  await ctx.db.prisma.apiTest.create({
    data: {
      tenantId: district.tenantId,
      connectionId: district.connectionId,
      askedAt: at,
      finishedAt: at,
      sampleKey: await store('sample'),
    },
  });
  const kept = (): string[] =>
    ['preview', 'done', 'due', 'failed'].flatMap((name) =>
      [`${name}-page`, `${name}-lines`].filter(isThere),
    );

  ctx.clock.advance(DAY_MS + 1);
  expect(await sweepRetention(ctx)).toMatchObject({ pullPages: 0, pullLines: 2, testSamples: 0 });
  expect(kept()).toEqual([
    'preview-page',
    'preview-lines',
    'done-page',
    'due-page',
    'due-lines',
    'failed-page',
  ]);
  expect([isThere('half-written'), isThere('sample')]).toEqual([false, true]);

  ctx.clock.advance(29 * DAY_MS);
  expect(await sweepRetention(ctx)).toMatchObject({ pullPages: 3, pullLines: 0, testSamples: 1 });
  // What is still to be handed over is not old: its files are written from its lines.
  expect(kept()).toEqual(['due-page', 'due-lines']);
  expect(isThere('sample')).toBe(false);
  for (const { id } of [preview, done, failed])
    expect(await ctx.db.prisma.pull.findFirst({ where: { id } })).toMatchObject({
      pagesDeletedAt: ctx.clock.now(),
      troubleAnswer: null,
    });
  expect(await usePreview(ctx, district.actor, district.tenantId, preview.number)).toMatchObject({
    ok: false,
  });
  const audit = await ctx.db.prisma.auditEvent.findMany({
    where: { tenantId: district.tenantId, action: { startsWith: 'retention.' } },
  });
  expect(audit.map(({ action, detail }) => [action, detail])).toEqual([
    ['retention.pull-pages-deleted', expect.objectContaining({ count: 3 })],
    ['retention.test-samples-deleted', expect.objectContaining({ count: 1 })],
  ]);
  expect(await sweepRetention(ctx)).toMatchObject({ pullPages: 0, pullLines: 0, testSamples: 0 });
});

test('a sweep that was interrupted deletes the rest the next time', async () => {
  const district = await createApiDistrict(ctx, nowhere);
  await pullOf(district, 'interrupted', {
    state: 'CANCELED',
    pagesDeletedAt: ctx.clock.now(),
  });
  expect(await sweepRetention(ctx)).toMatchObject({ pullPages: 1 });
  expect(isThere('interrupted-page')).toBe(false);
});
