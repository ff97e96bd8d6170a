// What pauses a connection is read in lib/server/policy/find-pauses.ts alone, which asks lib/core/pause what it stops.
// Whoever looks at the columns elsewhere has forgotten the other kind of pause.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');

/** Beside the one place: who writes a pause, and who shows what was written. */
const MAY_READ: Readonly<Record<string, string>> = {
  'lib/server/policy/find-pauses.ts': 'the one place',
  'lib/server/policy/pauses.ts': 'begins and ends a pause, and says who began it',
  'lib/server/policy/windows.ts': 'begins and ends a blackout',
  'lib/server/connections/queries/list-connections.ts':
    'a row of the table as the command line prints it',
  'lib/cli/commands/connections.ts': 'prints that row',
};

const sources = ['app', 'components', 'lib']
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.join(folder, name),
    ),
  )
  .filter(
    (name) =>
      /\.tsx?$/.test(name) && !/generated|\.test\.|^lib\/(?:testing|synthetic|demo)\//.test(name),
  );

test('nobody else reads what pauses a connection', () => {
  expect(sources.length).toBeGreaterThan(500);
  const readers = sources.filter((file) => readsPause(readFileSync(path.join(ROOT, file), 'utf8')));
  expect(readers.filter((file) => !(file in MAY_READ))).toEqual([]);
});

test.each([
  ['`JOIN connection c ON c.id = d.connection_id AND c.paused_at IS NULL`', true],
  ['prisma.connection.findFirst({ where: { id, tenantId }, select: { pausedAt: true } })', true],
  ['const { pausedAt } = run.connection;', true],
  ['if (run.connection.pausedAt) return;', true],
  ['`SELECT 1 FROM connection_pause p WHERE p.ended_at IS NULL`', true],
  ['tx.connectionPause.count({ where: { tenantId, endedAt: null } })', true],
  ["`SELECT 1 FROM policy_window w WHERE w.kind = 'BLACKOUT'`", true],
  ["tx.policyWindow.count({ where: { tenantId, kind: 'BLACKOUT' } })", true],
  ['tx.policyWindow.findMany({\n  where: { tenantId,\n    kind: "BLACKOUT" } })', true],
  ["`SELECT 1 FROM policy_window w WHERE w.kind = 'TRANSITION'`", false],
  ["if (pause?.kind === 'BLACKOUT') return HELD_IN.BLACKOUT;", false],
  ["await isStopped(tx, connection, 'CHECK_ROSTER', now)", false],
])('%s', (code, reads) => {
  expect(readsPause(code)).toBe(reads);
});

function readsPause(code: string): boolean {
  return (
    /\bpaused_at\b|\bpausedAt\b|\bconnection_pause\b|\bconnectionPause\b/.test(code) ||
    /\b(?:policy_window|policyWindow)\b[^`;]*['"]BLACKOUT['"]/.test(code)
  );
}
