// What the pages of a connection ask: ten rows as they would be read, schools to choose from, the next pull, who changed what.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_PULL_SETTINGS, type PullSettings } from '@/lib/core/pulls/pull-settings';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import { createDistrict } from '@/lib/synthetic/district';
import { createApiDistrict, reaching, type ApiDistrict } from '@/lib/testing/api-district';
import { createPerson } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf } from '@/lib/testing/reviews';
import { changeApiAccount, changePullRules } from '../../connections/commands/change-api-account';
import { findRosterConnection } from '../../connections/queries/list-connections';
import { listSettingsChanges } from '../../connections/queries/settings-history';
import { loadStages } from '../../go-live/queries/load-stages';
import { openPullHttp } from '../../intake/api/pulls/work-on-pulls';
import { workOnTests } from '../../intake/api/work-on-tests';
import { askForTest } from '../commands/ask-for-test';
import { findLastTest } from './last-test';
import { listKnownSchools } from './known-schools';
import { findNextPull } from './next-pull';
import { previewRows } from './preview-rows';

const timeZone = 'America/Los_Angeles';

let ctx: TestContext;
let simulator: OneRosterSimulator;
let district: ApiDistrict;
beforeAll(async () => {
  simulator = await startOneRosterSimulator({
    day: createDistrict({ students: 120, seed: 'preview' }),
  });
  ctx = reaching(await createTestContext({ now: '2026-09-01T15:00:00Z' }), simulator.base);
  district = await createApiDistrict(ctx, simulator);
  await createPerson(ctx, { tenants: [{ id: district.tenantId }] });
});
afterAll(async () => {
  await ctx.close();
  await simulator.close();
});

const preview = (settings: Partial<PullSettings> = {}) =>
  previewRows(ctx, { ...district, timeZone }, { ...DEFAULT_PULL_SETTINGS, ...settings });

const stageNow = async () => {
  const { rows } = await loadStages(ctx, { id: district.tenantId, timeZone });
  return rows.findLast(({ detail }) => detail !== null)?.detail;
};

test('ten rows of the last test, masked, as these settings would read them', async () => {
  expect(await preview()).toBe('NO_SAMPLE');
  expect(await stageNow()).toBe('waiting-for-test');
  await askForTest(ctx, district.actor, district.tenantId, district.connectionId);
  await workOnTests(ctx, openPullHttp(ctx), new AbortController().signal);
  const test = await findLastTest(ctx, district);
  expect(test?.hasSample).toBe(true);
  expect(await stageNow()).toBe('files-none');

  const asSent = await preview();
  if (typeof asSent === 'string') throw new Error('the test kept a sample');
  expect(asSent.rows).toHaveLength(10);
  expect(asSent.sampled).toBe(10);
  for (const { cells } of asSent.rows)
    for (const [name, text] of Object.entries(cells))
      if (name !== 'role' && text !== '') expect(text).toContain('••');
  const byId = await preview({ userNameFrom: 'sourcedId' });
  if (typeof byId === 'string') throw new Error(byId);
  expect(byId.rows.map(({ cells }) => cells.username)).toEqual(
    byId.rows.map(({ cells }) => cells.sourcedId),
  );

  const [school] = asSent.schools;
  if (!school) throw new Error('the sample has a school');
  const filtered = await preview({ schools: ['a-school-without-people'] });
  if (typeof filtered === 'string') throw new Error(filtered);
  expect(filtered.rows.length).toBeLessThan(asSent.rows.length);
  const known = await listKnownSchools(ctx, district.tenantId, {
    sampled: asSent.schools,
    chosen: ['of-last-year', school.id],
  });
  expect(known).toContainEqual(school);
  expect(known).toContainEqual({ id: 'of-last-year', name: 'of-last-year' });
});

test('the next pull is that of the coming night, or of the hour after the quiet ones', async () => {
  const next = async () => {
    const connection = await findRosterConnection(ctx, district.tenantId);
    if (!connection?.api) throw new Error('the district has an API');
    const { id, api } = connection;
    return findNextPull(ctx, { id: district.tenantId, timeZone }, { id, api });
  };
  expect(await next()).toEqual({ at: new Date('2026-09-01T15:00:00Z'), isStopped: false });
  ctx.clock.set(new Date('2026-09-02T06:00:00Z'));
  expect((await next()).at).toEqual(new Date('2026-09-02T07:30:00Z'));
  // Too late to make up for the day before.
  ctx.clock.set(new Date('2026-09-02T12:30:00Z'));
  const { tenantId, connectionId, actor } = district;
  await changeApiAccount(ctx, actor, tenantId, connectionId, { vendor: 'AERIES' });
  await changePullRules(ctx, actor, tenantId, connectionId, { pullAt: '08:00' });
  expect((await next()).at).toEqual(new Date('2026-09-03T00:00:00Z'));
});

test('the history names who changed what; to a contact staff are TalkingPoints', async () => {
  const { tenantId, connectionId } = district;
  const contact = await createPerson(ctx, { tenants: [{ id: tenantId }], name: 'Terry' });
  await changeApiAccount(ctx, actorOf(contact), tenantId, connectionId, { secret: 'another' });
  const toContact = await listSettingsChanges(ctx, district, { isStaff: false });
  expect(toContact.map(({ what, who }) => [what, who])).toEqual([
    ['Replaced the secret of a connection', 'Terry'],
    ['Changed how a connection is fetched from', 'TalkingPoints'],
    ['Changed how a connection is fetched from', 'TalkingPoints'],
    ['Created a connection', 'TalkingPoints'],
  ]);
  expect(toContact[1]?.detail).toBe('at 8:00 AM');
  expect(JSON.stringify(toContact)).not.toContain('another');
  const toStaff = await listSettingsChanges(ctx, district, { isStaff: true });
  expect(toStaff.at(-1)?.who).not.toBe('TalkingPoints');
});
