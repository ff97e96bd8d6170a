// Archives as programs and wires leave them: whatever is wrong inside is told at once, nothing of it is used, and
// the next good set is not kept waiting.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueSentence, type IssueCode } from '@/lib/core/issues';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { queueRun } from '@/lib/testing/deliver';
import { zipBytes, type ZipPart } from '@/lib/testing/zip-bytes';
import { workOnRuns } from '../jobs/handlers/work-on-runs';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const FILES = districtFiles({ schools: 1, students: 12, classes: 2, enrollmentsPerStudent: 1 });
const parts = (): ZipPart[] =>
  FILES.map(({ name, chunks }) => ({ name, content: Buffer.concat([...chunks]) }));

/** The good set with one of its parts told otherwise. */
function withPart(name: string, changed: Partial<ZipPart>): Buffer {
  return zipBytes(parts().map((part) => (part.name === name ? { ...part, ...changed } : part)));
}

const flipped = (at: number) => (packed: Buffer) => {
  const bytes = Buffer.from(packed);
  bytes[at] = (bytes[at] ?? 0) ^ 0x01;
  return bytes;
};

async function send(bytes: Buffer) {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const run = await queueRun(ctx, connection, [{ name: 'export.zip', chunks: [bytes] }]);
  await workOnRuns(ctx);
  return { connection, ...(await outcomeOf(run.id)) };
}

async function outcomeOf(runId: number) {
  const run = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { id: runId },
    include: { issueGroups: { where: { effect: 'set' }, include: { issues: true } } },
  });
  const { rows } = await ctx.db.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ $1`,
    [`_${runId}_`],
  );
  return {
    state: run.state,
    retryAt: run.retryAt,
    codes: run.issueGroups.map(({ code }) => code).sort(),
    sentences: run.issueGroups.flatMap(({ code, fileName: file, count, issues }) =>
      issues.map((issue) =>
        issueSentence({
          code: code as IssueCode,
          file,
          line: issue.line,
          column: null,
          value: issue.value,
          params: { count, ...(issue.params as Record<string, string>) },
        }),
      ),
    ),
    tables: rows.map(({ name }) => name),
  };
}

describe('what cannot be used is told at once', () => {
  test.each<[string, () => Buffer, string]>([
    ['Deflate64', () => withPart('users.csv', { method: 9 }), 'ZIP_METHOD'],
    ['BZIP2', () => withPart('users.csv', { method: 12 }), 'ZIP_METHOD'],
    ['LZMA', () => withPart('manifest.csv', { method: 14 }), 'ZIP_METHOD'],
    ['Zstandard', () => withPart('orgs.csv', { method: 93 }), 'ZIP_METHOD'],
    ['a method nobody knows', () => withPart('users.csv', { method: 777 }), 'ZIP_METHOD'],
    ['a password', () => withPart('users.csv', { flags: 1 }), 'ZIP_ENCRYPTED'],
    ['AES', () => withPart('users.csv', { flags: 1, method: 99 }), 'ZIP_ENCRYPTED'],
    ['strong encryption', () => withPart('users.csv', { flags: 0x41 }), 'ZIP_ENCRYPTED'],
    [
      'a damaged stream',
      () => withPart('users.csv', { packed: (b) => b.fill(0xff, 9, 30) }),
      'ZIP_DAMAGED',
    ],
    [
      'a damaged manifest',
      () => withPart('manifest.csv', { packed: (b) => b.fill(0xff, 9, 30) }),
      'ZIP_DAMAGED',
    ],
    [
      'a stream that ends early',
      () => withPart('users.csv', { packed: (b) => b.subarray(0, b.length - 9) }),
      'ZIP_DAMAGED',
    ],
    ['a wrong checksum', () => withPart('users.csv', { crc: 1 }), 'ZIP_DAMAGED'],
    ['a wrong checksum of the manifest', () => withPart('manifest.csv', { crc: 1 }), 'ZIP_DAMAGED'],
    [
      'a changed byte of a stored file',
      () => withPart('users.csv', { isStored: true, packed: flipped(300) }),
      'ZIP_DAMAGED',
    ],
    [
      'a changed byte of the last file',
      () => withPart('enrollments.csv', { isStored: true, packed: flipped(200) }),
      'ZIP_DAMAGED',
    ],
    ['more bytes than stated', () => withPart('users.csv', { size: 100 }), 'ZIP_DAMAGED'],
    ['fewer bytes than stated', () => withPart('users.csv', { size: 100_000 }), 'ZIP_DAMAGED'],
    [
      'a stored file of two sizes',
      () => withPart('users.csv', { isStored: true, size: 100 }),
      'ZIP_DAMAGED',
    ],
    [
      'no packed bytes',
      () => withPart('users.csv', { packed: () => Buffer.alloc(0) }),
      'ZIP_DAMAGED',
    ],
    ['two files in one place', () => withPart('users.csv', { at: 0 }), 'ZIP_DAMAGED'],
    ['a file behind the end', () => withPart('users.csv', { at: 5_000_000 }), 'ZIP_DAMAGED'],
    [
      'a file that ends behind the end',
      () => withPart('users.csv', { packedSize: 5_000_000 }),
      'ZIP_DAMAGED',
    ],
    [
      'one name twice',
      () => zipBytes([...parts(), { name: 'users.csv', content: 'x' }]),
      'FILE_TWICE',
    ],
    ['a full path', () => withPart('users.csv', { name: '/srv/users.csv' }), 'ZIP_PATH'],
    ['a drive', () => withPart('users.csv', { name: 'C:\\out\\users.csv' }), 'ZIP_PATH'],
    ['a way up', () => withPart('users.csv', { name: 'a/../../users.csv' }), 'ZIP_PATH'],
    ['a NUL in a name', () => withPart('users.csv', { name: 'users.csv\0.exe' }), 'ZIP_PATH'],
    ['a link', () => withPart('users.csv', { mode: 0o120777, content: '/etc/passwd' }), 'ZIP_LINK'],
    [
      'an archive in an archive',
      () => zipBytes([{ name: 'export.zip', content: zipBytes(parts()) }]),
      'ZIP_NESTED',
    ],
    ['half an archive', () => zipBytes(parts()).subarray(0, 900), 'ZIP_UNREADABLE'],
    [
      'an archive without its last bytes',
      () => zipBytes(parts()).subarray(0, -30),
      'ZIP_UNREADABLE',
    ],
    [
      'junk in front',
      () => Buffer.concat([Buffer.from('<html>'), zipBytes(parts())]),
      'ZIP_UNREADABLE',
    ],
    ['a 7z archive', () => Buffer.from('377abcaf271c00040000', 'hex'), 'ZIP_UNREADABLE'],
    ['an empty file', () => Buffer.alloc(0), 'ZIP_UNREADABLE'],
    [
      'a manifest of one line',
      () =>
        withPart('manifest.csv', {
          isStored: true,
          content: `propertyName,value\n${'a,'.repeat(200_000)}`,
        }),
      'MANIFEST_TOO_LONG',
    ],
  ])('%s', async (_name, bytes, code) => {
    const sent = await send(bytes());
    expect(sent).toMatchObject({ state: 'INVALID', retryAt: null, tables: [] });
    expect(sent.codes).toContain(code);
    for (const sentence of sent.sentences) expect(sentence).not.toMatch(/…|undefined/);

    // Once a wait of any length is over, and with nothing left behind, the next set is applied.
    const next = await queueRun(ctx, sent.connection, [
      { name: 'export.zip', chunks: [zipBytes(parts())] },
    ]);
    await workOnRuns(ctx);
    expect((await outcomeOf(next.id)).state).toMatch(/HELD|DEFERRED/);
  });
});

describe('what programs write is read', () => {
  test.each<[string, () => Buffer]>([
    ['deflated', () => zipBytes(parts())],
    ['stored', () => zipBytes(parts().map((part) => ({ ...part, isStored: true })))],
    [
      'sizes behind the data',
      () => zipBytes(parts().map((part) => ({ ...part, hasDescriptor: true }))),
    ],
    ['zip64', () => zipBytes(parts().map((part) => ({ ...part, isZip64: true })))],
    ['a program in front, with right places', () => zipBytes(parts(), Buffer.from('MZ stub'))],
    [
      'a folder',
      () => zipBytes(parts().map((part) => ({ ...part, name: `out/${String(part.name)}` }))),
    ],
    [
      'a folder as Windows writes it',
      () => zipBytes(parts().map((part) => ({ ...part, name: `out\\${String(part.name)}` }))),
    ],
    [
      'names that begin with ./',
      () => zipBytes(parts().map((part) => ({ ...part, name: `./${String(part.name)}` }))),
    ],
    [
      'an entry for the folder',
      () =>
        zipBytes([
          { name: 'out/', content: '', isStored: true },
          ...parts().map((part) => ({ ...part, name: `out/${String(part.name)}` })),
        ]),
    ],
    [
      'files of a Mac',
      () =>
        zipBytes([
          ...parts(),
          ...parts().map((part) => ({
            ...part,
            name: `__MACOSX/._${String(part.name)}`,
            method: 14,
          })),
        ]),
    ],
    [
      'files of a Mac beside the others',
      () =>
        zipBytes([
          ...parts().map((part) => ({ ...part, name: `out/${String(part.name)}` })),
          ...parts().map((part) => ({ name: `out/._${String(part.name)}`, content: 'x' })),
          { name: '._out', content: 'x' },
        ]),
    ],
    [
      'a file nobody reads, damaged',
      () => zipBytes([...parts(), { name: 'logo.png', content: 'x', crc: 1, method: 12 }]),
    ],
  ])('%s', async (_name, bytes) => {
    expect(await send(bytes())).toMatchObject({
      codes: [],
      state: expect.stringMatching(/HELD|DEFERRED/),
    });
  });
});

test('a note beside the folder of the files is told, and the files are read', async () => {
  const bytes = zipBytes([
    ...parts().map((part) => ({ ...part, name: `out/${String(part.name)}` })),
    { name: 'readme.txt', content: 'x' },
    { name: 'out/notes/readme.txt', content: 'x' },
  ]);
  const { connection, ...outcome } = await send(bytes);
  expect(outcome).toMatchObject({ codes: [], state: expect.stringMatching(/HELD|DEFERRED/) });
  const told = await ctx.db.prisma.runIssueGroup.findMany({
    where: { run: { connectionId: connection.id }, code: 'FILE_UNKNOWN' },
  });
  expect(told.map(({ fileName }) => fileName).sort()).toEqual(['notes/readme.txt', 'readme.txt']);
});

test('rows that cannot be used are all that an unusable delivery is told for', async () => {
  const rows = '"a","b\n'.repeat(2_000);
  const { state, sentences } = await send(
    withPart('users.csv', {
      content: Buffer.concat([
        ...(FILES.find(({ name }) => name === 'users.csv')?.chunks ?? []),
        Buffer.from(rows),
      ]),
    }),
  );
  expect(state).toBe('INVALID');
  expect(sentences).toEqual([
    expect.stringMatching(/^2,000 of 2,0\d\d rows of users.csv cannot be used/),
  ]);
});

test('what our own disk answers is our fault, and is tried again', async () => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const run = await queueRun(ctx, connection, [
    { name: 'export.zip', chunks: [zipBytes(parts())] },
  ]);
  const { storageKey } = await ctx.db.prisma.delivery.findFirstOrThrow({
    where: { syncRunId: run.id },
  });
  await ctx.storage.delete(storageKey);
  await workOnRuns(ctx);
  expect(await outcomeOf(run.id)).toMatchObject({ state: 'PROCESSING', codes: [] });
});

describe('of what came together one is used, and the others are told', () => {
  const zip = (...changed: Partial<ZipPart>[]): Buffer =>
    zipBytes([...parts(), ...changed.map((part) => ({ name: 'x.txt', content: 'x', ...part }))]);
  const photos = (): Buffer => zipBytes([{ name: 'a.jpg', content: 'x' }]);
  const loose = FILES.map(({ name, chunks }): [string, Buffer] => [
    name,
    Buffer.concat([...chunks]),
  ]);

  test.each<[string, [string, Buffer][], string | null, string[]]>([
    [
      'the last of two',
      [
        ['b_1.zip', zip({})],
        ['a_2.zip', zip()],
      ],
      'a_2.zip',
      ['b_1.zip'],
    ],
    [
      'the last of three',
      [
        ['c.zip', zip()],
        ['b.zip', zip({})],
        ['a.zip', zip({ content: 'y' })],
      ],
      'a.zip',
      ['b.zip', 'c.zip'],
    ],
    [
      'the archive, beside half a set',
      [
        ['users.csv', loose[1]?.[1] ?? Buffer.alloc(0)],
        ['a.zip', zip()],
      ],
      'a.zip',
      ['users.csv'],
    ],
    [
      'the archive, after half a set',
      [
        ['a.zip', zip()],
        ['orgs.csv', Buffer.from('x')],
      ],
      'a.zip',
      ['orgs.csv'],
    ],
    ['a whole set, after an archive', [['a.zip', zip()], ...loose], null, ['a.zip']],
    [
      'an archive, after a whole set',
      [...loose, ['a.zip', zip()]],
      'a.zip',
      loose.map(([name]) => name).sort(),
    ],
    [
      'a whole set, beside what is no archive',
      [...loose, ['a.zip', Buffer.from('PK')]],
      null,
      ['a.zip'],
    ],
    ['a whole set, beside photos', [...loose, ['photos.zip', photos()]], null, ['photos.zip']],
    [
      'an archive, beside photos',
      [
        ['a.zip', zip()],
        ['photos.zip', photos()],
      ],
      'a.zip',
      ['photos.zip'],
    ],
  ])('%s', async (_name, given, used, unused) => {
    const connection = await createConnection(ctx, await createTenant(ctx));
    const run = await queueRun(
      ctx,
      connection,
      given.map(([name, bytes]) => ({ name, chunks: [bytes] })),
    );
    const deliveries = await ctx.db.prisma.delivery.findMany({ where: { syncRunId: run.id } });
    for (const [at, [name]] of given.entries())
      await ctx.db.prisma.delivery.updateMany({
        where: { syncRunId: run.id, fileName: name },
        data: { receivedAt: new Date(ctx.clock.now().getTime() + at * 1000) },
      });
    await workOnRuns(ctx);
    const outcome = await outcomeOf(run.id);
    expect(outcome).toMatchObject({ codes: [], state: expect.stringMatching(/HELD|DEFERRED/) });
    const told = await ctx.db.prisma.runIssueGroup.findMany({
      where: { runId: run.id, code: { in: ['FILE_SUPERSEDED', 'ZIP_OF_OTHER_FILES'] } },
      orderBy: { fileName: 'asc' },
    });
    expect(told.map(({ fileName }) => fileName)).toEqual(unused);
    const read = await ctx.db.prisma.syncRunFile.findFirstOrThrow({
      where: { runId: run.id, fileName: 'users.csv', leftAside: false },
    });
    const from = deliveries.find(({ id }) => id === read.deliveryId);
    expect(from?.fileName).toBe(used ?? 'users.csv');
  });
});
