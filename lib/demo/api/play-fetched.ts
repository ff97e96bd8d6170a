/**
 * The district that is fetched from: its contact enters where, tests it and looks at a preview; then come the first pull, its
 * review and the nights. The running worker fetches from the demo's own API; this asks for pulls as people and the clock do, waits
 * for the worker and moves the times back. Stopped in between and called again, it goes on where it was.
 */
import { kindSpeaking } from '@/lib/core/connections/kinds';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import type { Actor, AppContext } from '@/lib/server/app-context';
import { changePullRules } from '@/lib/server/connections/commands/change-api-account';
import { createApiConnection } from '@/lib/server/connections/commands/create-api-connection';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { askForPull } from '@/lib/server/pulls/commands/ask-for-pull';
import { askForTest } from '@/lib/server/pulls/commands/ask-for-test';
import { findLastTest } from '@/lib/server/pulls/queries/last-test';
import { planPulls } from '@/lib/server/intake/api/pulls/plan-pulls';
import { SLOT } from '../calendar';
import { at, refused, setUpFetchedDistrict, type DemoStaff } from '../set-up-district';
import { moveBack, waitFor, type SettlingDistrict } from '../settle-run';
import type { Story } from '../stories';
import type { DemoApi } from './demo-api';
import { playPull } from './play-pull';
import type { ApiAddresses } from './served-day';
import type { FetchedStory, Trouble } from './story';

export interface Playing {
  api: DemoApi;
  startedAt: Date;
  playedSince: Date;
  staff: DemoStaff;
}

export async function playFetched(
  ctx: AppContext,
  story: Story,
  fetched: FetchedStory,
  { api, startedAt, playedSince, staff }: Playing,
): Promise<void> {
  const { timeZone } = story.tenant;
  const { firstPull, nights, students } = fetched;
  const serve = (day: number, trouble: Trouble | null): Promise<ApiAddresses> =>
    api.serve({ startedAt: startedAt.toISOString(), students, day, trouble });
  const on = (date: string, time: string): AppContext => at(ctx, instantOf(date, time, timeZone));

  const { tenantId, contact } = await setUpFetchedDistrict(ctx, story, staff);
  const known = await findRosterConnection(ctx, tenantId);
  const connectionId =
    known?.id ??
    (await connect(on(firstPull.date, '09:04'), contact, tenantId, api, await serve(0, null)));
  const district: SettlingDistrict = {
    ...{ tenantId, connectionId, timeZone, slot: SLOT },
    ...{ reviewer: staff.implementer, playedSince },
  };
  if (!known?.api?.testedAt) {
    await serve(0, null);
    await test(ctx, on(firstPull.date, '09:10'), contact, district);
  }
  const ask = (time: string, purpose: 'PREVIEW' | 'UPDATE') => ({
    where: { purpose, scheduledFor: null },
    at: instantOf(firstPull.date, time, timeZone),
    begin: async () => {
      await serve(0, null);
      const values = { connectionId, purpose };
      const asked = await askForPull(on(firstPull.date, time), contact, tenantId, values);
      if (!asked.ok) throw refused('A pull could not be asked for', asked.code);
    },
  });
  await playPull(ctx, district, ask('09:20', 'PREVIEW'));
  await playPull(ctx, district, ask('15:12', 'UPDATE'), firstPull.approval);
  for (const { date, day, trouble } of nights) {
    const pullAt = instantOf(date, '00:30', timeZone);
    await playPull(ctx, district, {
      where: { scheduledFor: new Date(`${date}T00:00:00Z`) },
      at: pullAt,
      begin: async () => {
        await serve(day, trouble);
        if ((await planPulls(at(ctx, pullAt), connectionId)) === 0)
          throw refused(`The pull of ${date} could not be planned`, 'NOT_DUE');
      },
    });
  }
  await serve(nights.length, null);
  // Off until now: the clock on the wall would have had its own pull between those of the story.
  await changePullRules(ctx, staff.implementer, tenantId, connectionId, { isScheduled: true });
}

async function connect(
  ctx: AppContext,
  contact: Actor,
  tenantId: number,
  { key, secret }: DemoApi,
  { base, tokenAddress }: ApiAddresses,
): Promise<number> {
  const made = await createApiConnection(ctx, contact, tenantId, {
    kind: kindSpeaking('oneroster-rest'),
    vendor: 'OTHER',
    baseUrl: base,
    tokenUrl: tokenAddress,
    authorization: 'OAUTH2',
    clientId: key,
    secret,
  });
  if (!made.ok) throw refused('An API connection could not be made', made.code);
  const { connectionId } = made;
  await changePullRules(ctx, contact, tenantId, connectionId, { isScheduled: false });
  return connectionId;
}

async function test(
  ctx: AppContext,
  then: AppContext,
  contact: Actor,
  district: SettlingDistrict,
): Promise<void> {
  const { tenantId, connectionId } = district;
  // One that was asked for before an interruption is at work.
  await askForTest(then, contact, tenantId, connectionId);
  const lines = await waitFor('The worker does not test the connection.', async () => {
    const found = await findLastTest(ctx, { tenantId, connectionId });
    return found?.finishedAt ? found.lines : null;
  });
  await moveBack(ctx, district, new Date(then.clock.now().getTime() + 1_000));
  const failed = lines.find(({ outcome }) => outcome === 'FAILED');
  if (failed) throw refused('The connection failed its test', failed.step);
}
