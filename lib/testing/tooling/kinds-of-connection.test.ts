// What differs between kinds of connection is said in lib/core/connections/kinds.ts. Whoever compares with a kind's name
// elsewhere has found something that kinds.ts does not say yet.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KINDS_OF_CONNECTION, kindOfConnection } from '@/lib/core/connections/kinds';

const ROOT = path.join(import.meta.dirname, '../../..');
const FOLDERS = ['app', 'bench', 'bin', 'components', 'e2e', 'lib'];

/** They create connections, each of its own kind; once a word, and no more. Kinds that are fetched from are given as data. */
const CREATES: Readonly<Record<string, string>> = {
  SFTP_ONEROSTER: 'lib/server/connections/sftp-account.ts',
};

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:m?ts|tsx)$/.test(name) && !name.includes('generated'))
    .map((name) => path.join(folder, name)),
);

test('a kind of connection is named by kinds.ts, and by what creates connections of it', () => {
  expect(sources.length).toBeGreaterThan(500);
  const names = Object.keys(KINDS_OF_CONNECTION);
  for (const name of names)
    if (!kindOfConnection(name).api) expect(CREATES, name).toHaveProperty(name);
  const found = sources
    .filter((file) => !/lib\/core\/connections\/kinds\.ts|kinds-of-connection\.test\.ts/.test(file))
    .flatMap((file) => named(names, file, readFileSync(path.join(ROOT, file), 'utf8')));
  expect(found).toEqual([]);
});

test.each([
  ['a comparison', "if (kind === 'ONE_KIND') pause();", 'lib/a.ts', ['lib/a.ts: ONE_KIND']],
  ['a condition in SQL', "`WHERE c.kind = 'ONE_KIND'`", 'lib/a.ts', ['lib/a.ts: ONE_KIND']],
  ['a filter', 'find({ where: { kind: "ONE_KIND" } })', 'lib/a.ts', ['lib/a.ts: ONE_KIND']],
  ['a member', 'KINDS_OF_CONNECTION.ONE_KIND.canPause', 'lib/a.ts', ['lib/a.ts: ONE_KIND']],
  ['another word', "const a = 'ONE_KIND_OF_MANY'", 'lib/a.ts', []],
  ['what creates it', "const KIND: KindName = 'ONE_KIND';", 'lib/creates-one.ts', []],
  [
    'what creates it and compares',
    "const KIND = 'ONE_KIND'; if (kind === 'ONE_KIND') pause();",
    'lib/creates-one.ts',
    ['lib/creates-one.ts: ONE_KIND'],
  ],
  [
    'what creates it and compares by the constant',
    "const KIND = 'ONE_KIND'; if (KIND === kind) pause();",
    'lib/creates-one.ts',
    ['lib/creates-one.ts: compares'],
  ],
])('%s', (_name, code, file, expected) => {
  expect(named(['ONE_KIND'], file, code, { ONE_KIND: 'lib/creates-one.ts' })).toEqual(expected);
});

function named(
  names: readonly string[],
  file: string,
  code: string,
  creates: Readonly<Record<string, string>> = CREATES,
): string[] {
  return names.flatMap((name) => {
    const count = code.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
    if (creates[name] !== file) return count > 0 ? [`${file}: ${name}`] : [];
    if (count > 1) return [`${file}: ${name}`];
    return /\bKIND [!=]==|[!=]== KIND\b|\$\{KIND\}|case KIND\b/.test(code)
      ? [`${file}: compares`]
      : [];
  });
}

/** A tenant may have several: one that is looked for by its tenant alone may be the wrong one. */
test('a connection is looked for by its own number, or as the one that brings a feed', () => {
  const found = sources
    .filter((file) => file.startsWith('lib/server/') && !file.includes('.test.'))
    .flatMap((file) =>
      byTenantAlone(readFileSync(path.join(ROOT, file), 'utf8')).map((text) => `${file}: ${text}`),
    );
  expect(found).toEqual([
    // What lists them all.
    'lib/server/connections/queries/list-connections.ts: findMany({ where: { tenantId }',
  ]);
});

test.each([
  ['`FROM connection c WHERE c.tenant_id = $1`', 1],
  ['`LEFT JOIN connection c ON c.tenant_id = t.id WHERE t.id = $1`', 1],
  ['`UPDATE connection SET paused_at = $2 WHERE tenant_id = $1`', 1],
  ['`FROM connection WHERE tenant_id = $1 AND kind = $2`', 1],
  ['prisma.connection.findFirst({ where: { tenantId }, select: { id: true } })', 1],
  ['tx.connection.updateMany({ where: { tenantId, pausedAt: null } })', 1],
  ['`JOIN connection c ON c.tenant_id = r.tenant_id AND c.id = r.connection_id`', 0],
  ['`UPDATE connection SET paused_at = $3 WHERE tenant_id = $1 AND id = $2`', 0],
  ['prisma.connection.findFirst({ where: { id: connectionId, tenantId } })', 0],
  ["prisma.connection.findFirst({ where: { tenantId, ...bringsFeed('ROSTER') } })", 0],
  ['`JOIN connection_feed f ON f.tenant_id = t.id`', 0],
])('%s', (code, count) => {
  expect(byTenantAlone(code)).toHaveLength(count);
});

function byTenantAlone(code: string): string[] {
  const inSql = [
    ...code.matchAll(/\b(?:FROM|JOIN|UPDATE) connection\b(?: (?!WHERE|SET|ON)(\w+))?[^`]*/g),
  ].filter(([text, alias]) => {
    const id = alias ? `\\b${alias}\\.id` : '(?<![.\\w])id';
    return !new RegExp(`${id} = |= ${id}\\b`).test(text);
  });
  const inPrisma = [...code.matchAll(/\.connection\.(\w+\(\{\s*where: \{[^}]*\})/g)].filter(
    ([text]) => !/\bid\b|bringsFeed/.test(text),
  );
  return [
    ...inSql.map(([text]) => text),
    ...inPrisma.map(([, call = '']) => call.replace(/\s+/g, ' ')),
  ];
}
