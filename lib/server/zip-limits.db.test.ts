// What a zip may be: hostile ones are refused from their directory, before anything of them is unpacked.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { ZIP_LIMITS } from '@/lib/core/archive/archive-entry';
import { openSet } from './pipeline/open-set';
import { IssueCollector } from './pipeline/parts/issue-collector';

const MANIFEST = 'propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n';
const REFUSALS = [
  'ZIP_UNREADABLE',
  'ZIP_EMPTY',
  'ZIP_TOO_MANY_ENTRIES',
  'ZIP_ENCRYPTED',
  'ZIP_PATH',
  'ZIP_TOO_LARGE',
  'ZIP_RATIO',
] as const;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function zipOf(files: Record<string, Buffer | string>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Why the zip was refused; nothing where it was opened. */
async function refusalsOf(bytes: Buffer): Promise<string[]> {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const run = await deliverRun(ctx, connection, [{ name: 'export.zip', chunks: [bytes] }]);
  const issues = new IssueCollector();
  const set = await openSet(ctx, run, issues);
  const refusals = REFUSALS.filter((code) => issues.countOf(code) > 0);
  expect(set === null).toBe(refusals.length > 0);
  return refusals;
}

test.each([
  [ZIP_LIMITS.entries - 1, []],
  [ZIP_LIMITS.entries, []],
  [ZIP_LIMITS.entries + 1, ['ZIP_TOO_MANY_ENTRIES']],
])('%i entries', async (count, refusals) => {
  const others = Array.from({ length: count - 1 }, (_, i) => [`note-${i}.txt`, 'x']);
  const bytes = await zipOf({ 'manifest.csv': MANIFEST, ...Object.fromEntries(others) });
  expect(await refusalsOf(bytes)).toEqual(refusals);
});

test.each([
  ['a little less than it may', 0.9, []],
  ['a little more than it may', 1.1, ['ZIP_RATIO']],
  ['as a bomb does', 4, ['ZIP_RATIO']],
])('a zip that unpacks to %s', async (_name, share, refusals) => {
  // Random bytes stay as long as they are, zeros come to almost nothing: one in a thousand.
  const byteCount = 4_000_000;
  const wanted = byteCount / (ZIP_LIMITS.ratio * share);
  const noise = Math.max(0, Math.round(wanted - byteCount / 1030));
  const content = Buffer.concat([randomBytes(noise), Buffer.alloc(byteCount - noise)]);
  expect(await refusalsOf(await zipOf({ 'users.csv': content, 'manifest.csv': MANIFEST }))).toEqual(
    refusals,
  );
});

test.each(['../users.csv', '/tm/users.csv', 'a\\b/users.csv'])(
  'an entry named %s never leaves the archive',
  async (name) => {
    const harmless = 'x'.repeat(name.length);
    const bytes = await zipOf({ 'manifest.csv': MANIFEST, [harmless]: 'sourcedId\n' });
    const spoiled = Buffer.from(bytes.toString('latin1').replaceAll(harmless, name), 'latin1');
    const refusals = await refusalsOf(spoiled);
    // A backslash is how some Windows programs write a slash, and means no more than that.
    expect(refusals).toEqual(name.includes('\\') ? [] : [expect.stringMatching(/PATH|UNREADABLE/)]);
  },
);

test.each([
  ['bytes that are no zip', Buffer.from('PK is how one begins'), 'ZIP_UNREADABLE'],
  ['an archive of nothing', null, 'ZIP_EMPTY'],
])('%s', async (_name, bytes, refusal) => {
  expect(await refusalsOf(bytes ?? (await zipOf({})))).toEqual([refusal]);
});
