import { afterAll, beforeAll, expect, test } from 'vitest';
import { longestViewName, mostViewsOfList } from '@/lib/core/lists/view-limits';
import type { ListName } from '@/lib/core/lists/lists';
import { createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deleteView, renameView, saveView, setDefaultView, updateView } from './change-views';
import { listSavedViews } from './list-saved-views';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const person = () => createPerson(ctx, { role: 'IMPLEMENTATION' });

interface Given {
  list?: ListName;
  tenantId?: number | null;
  query?: string;
  isDefault?: boolean;
}

const save = (
  userId: number,
  name: string,
  { list = 'runs', tenantId = null, query = 'status=review', isDefault = false }: Given = {},
) => saveView(ctx, userId, { list, tenantId, name, query, isDefault });

async function saved(userId: number, name: string, given: Given = {}): Promise<number> {
  const result = await save(userId, name, given);
  if (!result.ok) throw new Error(`not saved: ${result.code}`);
  return result.id;
}

const namesOf = async (userId: number, list: ListName = 'runs', tenantId: number | null = null) =>
  (await listSavedViews(ctx, userId, list, tenantId)).views.map(({ name }) => name);

test('a person finds their views of a list by name, and nobody else’s', async () => {
  const [me, other] = [await person(), await person()];
  await saved(me.id, 'Problems', { query: 'status=problem&page=3&unknown=1' });
  await saved(me.id, 'Held');
  await saved(me.id, 'Elsewhere', { list: 'districts', query: 'q=lake' });
  await saved(other.id, 'Theirs');
  expect(await listSavedViews(ctx, me.id, 'runs', null)).toEqual({
    views: [
      { id: expect.any(Number), name: 'Held', query: 'status=review', isDefault: false },
      { id: expect.any(Number), name: 'Problems', query: 'status=problem', isDefault: false },
    ],
    opensWith: null,
  });
});

test('another person’s view answers exactly as one that is not there', async () => {
  const [me, other] = [await person(), await person()];
  const theirs = await saved(other.id, 'Theirs');
  const gone = await saved(me.id, 'Gone');
  await deleteView(ctx, me.id, gone);
  const before = await ctx.db.prisma.savedView.findUniqueOrThrow({ where: { id: theirs } });
  const changes = [
    (id: number) => renameView(ctx, me.id, id, 'Mine now'),
    (id: number) =>
      updateView(ctx, me.id, id, { list: 'runs', tenantId: null, query: 'status=ready' }),
    (id: number) => setDefaultView(ctx, me.id, id, true),
    (id: number) => deleteView(ctx, me.id, id),
  ];
  for (const change of changes) {
    const answer = await change(theirs);
    expect(answer).toEqual({ ok: false, code: 'VIEW_NOT_FOUND' });
    expect(await change(gone)).toEqual(answer);
  }
  expect(await ctx.db.prisma.savedView.findUniqueOrThrow({ where: { id: theirs } })).toEqual(
    before,
  );
});

test('a name is there once in a list of a person', async () => {
  const me = await person();
  const first = await saved(me.id, 'Held');
  const second = await saved(me.id, 'Problems');
  const taken = { ok: false, code: 'VIEW_NAME_TAKEN' };
  expect(await save(me.id, 'Held')).toEqual(taken);
  expect(await renameView(ctx, me.id, second, 'Held')).toEqual(taken);
  expect(await renameView(ctx, me.id, first, 'Held')).toEqual({ ok: true });
  expect(await save(me.id, 'Held', { list: 'district-runs' })).toMatchObject({ ok: true });
  expect(await save((await person()).id, 'Held')).toMatchObject({ ok: true });
});

test('two saved at once under one name are one', async () => {
  const me = await person();
  const answers = await Promise.all(Array.from({ length: 4 }, () => save(me.id, 'Held')));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))).toEqual(
    Array.from({ length: 3 }, () => 'VIEW_NAME_TAKEN'),
  );
  expect(await namesOf(me.id)).toEqual(['Held']);
});

test(`${mostViewsOfList} of a list, also where two come at once`, async () => {
  const me = await person();
  for (let count = 1; count < mostViewsOfList; count += 1) await saved(me.id, `View ${count}`);
  const last = await Promise.all([save(me.id, 'One'), save(me.id, 'Two')]);
  expect(last.map((answer) => (answer.ok ? 'saved' : answer.code)).sort()).toEqual([
    'TOO_MANY_VIEWS',
    'saved',
  ]);
  expect(await save(me.id, 'Another', { list: 'districts' })).toMatchObject({ ok: true });
});

test('the list opens with one of them, whoever becomes it', async () => {
  const me = await person();
  const [held, problems] = [
    await saved(me.id, 'Held', { isDefault: true }),
    await saved(me.id, 'Problems'),
  ];
  const opensWith = async () => (await listSavedViews(ctx, me.id, 'runs', null)).opensWith?.name;
  expect(await opensWith()).toBe('Held');
  await Promise.all([
    setDefaultView(ctx, me.id, problems, true),
    setDefaultView(ctx, me.id, held, true),
    saved(me.id, 'Third', { isDefault: true }),
  ]);
  expect(await ctx.db.prisma.savedView.count({ where: { userId: me.id, isDefault: true } })).toBe(
    1,
  );
  await setDefaultView(ctx, me.id, held, true);
  await setDefaultView(ctx, me.id, held, false);
  expect(await opensWith()).toBeUndefined();
  await setDefaultView(ctx, me.id, held, true);
  await deleteView(ctx, me.id, held);
  expect(await opensWith()).toBeUndefined();
});

test('a view holds in every district, unless it names something that only one has', async () => {
  const [me, maple, cedar] = [await person(), await createTenant(ctx), await createTenant(ctx)];
  const everywhere = await saved(me.id, 'Grade 5', {
    list: 'people',
    tenantId: maple.id,
    query: 'grade=05',
    isDefault: true,
  });
  await saved(me.id, 'Lincoln', {
    list: 'people',
    tenantId: maple.id,
    query: 'school=12',
    isDefault: true,
  });
  expect(await namesOf(me.id, 'people', maple.id)).toEqual(['Grade 5', 'Lincoln']);
  expect(await namesOf(me.id, 'people', cedar.id)).toEqual(['Grade 5']);
  const opens = async (tenantId: number) =>
    (await listSavedViews(ctx, me.id, 'people', tenantId)).opensWith?.name;
  expect([await opens(maple.id), await opens(cedar.id)]).toEqual(['Lincoln', 'Grade 5']);
  await updateView(ctx, me.id, everywhere, {
    list: 'people',
    tenantId: cedar.id,
    query: 'grade=05&school=3',
  });
  expect([await opens(maple.id), await opens(cedar.id)]).toEqual(['Lincoln', 'Grade 5']);
  expect(await namesOf(me.id, 'people', maple.id)).toEqual(['Lincoln']);
});

test('nothing that names a person is stored, saved or updated', async () => {
  const me = await person();
  const maple = await createTenant(ctx);
  const place = { list: 'people' as const, tenantId: maple.id };
  const id = await saved(me.id, 'Grade 5', { ...place, query: 'find=Garcia&grade=05' });
  const stored = () => ctx.db.prisma.savedView.findUniqueOrThrow({ where: { id } });
  expect((await stored()).query).toBe('grade=05');
  await updateView(ctx, me.id, id, { ...place, query: 'grade=06&find=Garcia' });
  expect((await stored()).query).toBe('grade=06');
});

test('what is stored is read by what the list knows today', async () => {
  const me = await person();
  const id = await saved(me.id, 'Old');
  await ctx.db.prisma.savedView.update({
    where: { id },
    data: { query: 'status=review&color=red&sort=size&rows=7' },
  });
  const { views } = await listSavedViews(ctx, me.id, 'runs', null);
  expect(views[0]?.query).toBe('status=review');
});

test('a view of another list is not updated', async () => {
  const me = await person();
  const id = await saved(me.id, 'Held');
  expect(
    await updateView(ctx, me.id, id, { list: 'districts', tenantId: null, query: 'q=x' }),
  ).toEqual({ ok: false, code: 'VIEW_NOT_FOUND' });
});

test('what is longer than a view holds is refused, saved or updated, and changes nothing', async () => {
  const me = await person();
  const long = encodeURIComponent('好'.repeat(200));
  const query = `q=${long}&status=${long}`;
  const tooLong = { ok: false, code: 'VIEW_TOO_LONG' };
  expect(await save(me.id, 'Long', { list: 'districts', query, isDefault: true })).toEqual(tooLong);
  expect(await namesOf(me.id, 'districts')).toEqual([]);
  const id = await saved(me.id, 'Lake', { list: 'districts', query: 'q=lake' });
  const place = { list: 'districts', tenantId: null } as const;
  expect(await updateView(ctx, me.id, id, { ...place, query })).toEqual(tooLong);
  const { views } = await listSavedViews(ctx, me.id, 'districts', null);
  expect(views.map((view) => view.query)).toEqual(['q=lake']);
});

test('the database refuses what is too long, and lets a person’s views go with them', async () => {
  const me = await person();
  await expect(save(me.id, 'n'.repeat(longestViewName + 1))).rejects.toThrow(/saved_view_lengths/);
  await saved(me.id, 'Held');
  const maple = await createTenant(ctx);
  await saved(me.id, 'Lincoln', { list: 'people', tenantId: maple.id, query: 'school=12' });
  await ctx.db.prisma.tenant.delete({ where: { id: maple.id } });
  expect(await ctx.db.prisma.savedView.count({ where: { userId: me.id } })).toBe(1);
  await ctx.db.prisma.user.delete({ where: { id: me.id } });
  expect(await ctx.db.prisma.savedView.count({ where: { userId: me.id } })).toBe(0);
});
