import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf } from '@/lib/testing/reviews';
import type { Actor } from '../app-context';
import { listAuditEvents, listDistrictLog, type AuditFilter, type AuditPosition } from './list';
import { recordAudit, type AuditEntry } from './record';

let ctx: TestContext;
let one: { id: number };
let two: { id: number };
let lead: { id: number };
beforeAll(async () => {
  ctx = await createTestContext();
  [one, two, lead] = [
    await createTenant(ctx),
    await createTenant(ctx),
    await createPerson(ctx, { role: 'ADMIN', name: 'Ada' }),
  ];
  const worker: Actor = { kind: 'worker', userId: null, sourceAddress: null };
  const acts: [Actor, { id: number } | null, AuditEntry['action'], number][] = [
    [actorOf(lead), one, 'connection.paused', 1],
    [actorOf(lead), two, 'connection.paused', 1],
    [worker, one, 'sync-run.applied', 7],
    [worker, two, 'sync-run.applied', 7],
    [actorOf(lead), null, 'staff.created', 3],
    [actorOf(lead), one, 'circuit-break.approved', 2],
  ];
  for (const [actor, tenant, action, objectId] of acts)
    await recordAudit(ctx.db.prisma, actor, {
      action,
      tenantId: tenant?.id ?? null,
      objectType: action.split('.')[0] ?? '',
      objectId,
    });
});
afterAll(() => ctx.close());

const actionsOf = async (filter: AuditFilter) =>
  (await listAuditEvents(ctx, filter)).rows.map(({ action, tenantId }) => [action, tenantId]);

test('a district reads its own acts, newest first, by who, what, about what and when', async () => {
  const [of, other] = [one.id, two.id];
  const paused = ['connection.paused', of];
  const applied = ['sync-run.applied', of];
  const approved = ['circuit-break.approved', of];
  expect(await actionsOf({ tenantId: of })).toEqual([approved, applied, paused]);
  expect(await actionsOf({ tenantId: of, actorId: lead.id })).toEqual([approved, paused]);
  expect(await actionsOf({ tenantId: of, actorKind: 'worker' })).toEqual([applied]);
  expect(await actionsOf({ tenantId: of, actions: ['connection.paused'] })).toEqual([paused]);
  const target = { objectType: 'sync-run', objectId: '7' };
  expect(await actionsOf({ tenantId: of, target })).toEqual([applied]);
  expect(await actionsOf({ tenantId: other, target })).toEqual([['sync-run.applied', other]]);
  const { rows } = await listAuditEvents(ctx, { tenantId: of });
  const [newest, middle] = rows.map(({ at }) => at);
  if (!newest || !middle) throw new Error('three acts were recorded');
  // From this instant on, and before that one: rows of one millisecond go together.
  const within = await listAuditEvents(ctx, { tenantId: of, from: middle, until: newest });
  expect(within.rows).toEqual(rows.filter(({ at }) => at >= middle && at < newest));
  expect(rows.map(({ words, actorName }) => [words, actorName])).toEqual([
    ['Review: Approved', 'Ada'],
    ['Applied an update', null],
    ['Paused updates', 'Ada'],
  ]);
  expect(await actionsOf({ tenantId: null })).toEqual([['staff.created', null]]);
  expect(await actionsOf({ tenantId: 999_999 })).toEqual([]);
  expect(await actionsOf({ tenantId: 'every' })).toHaveLength(6);
});

test('pages follow each other without a gap, also while something is recorded', async () => {
  const everything = (await listAuditEvents(ctx, { tenantId: one.id })).rows.map(({ id }) => id);
  const seen: number[] = [];
  let after: AuditPosition | null = null;
  do {
    const page = await listAuditEvents(ctx, { tenantId: one.id }, { after, limit: 1 });
    seen.push(...page.rows.map(({ id }) => id));
    await recordAudit(ctx.db.prisma, actorOf(lead), {
      action: 'limit.set',
      tenantId: one.id,
      objectType: 'limit',
      objectId: 'x',
    });
    after = page.next;
  } while (after);
  expect(seen).toEqual(everything);
});

test('a district reads what concerns it: its people by name, staff and the clock as who they are to it', async () => {
  const contact = await createPerson(ctx, { tenants: [two], name: 'Terry' });
  const add = (actor: Actor, action: AuditEntry['action']) =>
    recordAudit(ctx.db.prisma, actor, {
      action,
      tenantId: two.id,
      objectType: 'connection',
      objectId: 1,
    });
  await add(actorOf(contact), 'sftp-key.added');
  await add(actorOf(lead), 'roster.contact-revealed');
  await add(actorOf(lead), 'gate.waived');
  // Whoever has left is still the one who did it.
  await ctx.db.prisma.tenantMember.deleteMany({ where: { userId: contact.id } });
  const log = await listDistrictLog(ctx, two.id, 10);
  expect(log.map(({ what, who }) => [what, who])).toEqual([
    ['Added an SSH key', 'Terry'],
    ['Applied an update', 'Connector'],
    ['Paused updates', 'TalkingPoints'],
  ]);
});
