// The demo of a first start: four synthetic districts go through the running product, by the same commands
// as the screens, real SFTP uploads and pulls from an API. Played once per database; one that was interrupted goes on.
import { LOCK_SPACES } from '@/lib/server/db/lock-spaces';
import type { AuditAction } from '@/lib/core/audit/actions';
import type { Actor, AppContext } from '@/lib/server/app-context';
import { listAuditEvents } from '@/lib/server/audit/list';
import { recordAudit } from '@/lib/server/audit/record';
import { hostKeyFingerprint } from '@/lib/server/connections/host-key';
import { reachableHost } from '@/lib/server/local/wait-until-up';
import type { DemoApi } from './api/demo-api';
import { playFetched } from './api/play-fetched';
import { SLOT } from './calendar';
import { dateBackSending } from './date-back';
import { playAttendance } from './play-attendance';
import { playEvening, type PlayingDistrict } from './play-day';
import { hireStaff, setUpDistrict, type DemoStaff } from './set-up-district';
import { listStories, USUAL_SIZE, type Story, type StorySize } from './stories';

export interface PlayOptions {
  say: (line: string) => void;
  size?: StorySize;
  /** Without one, the district that is fetched from is left out. */
  api: DemoApi | null;
}

const DEMO: Actor = { kind: 'demo', userId: null, sourceAddress: null };
const STARTED: AuditAction = 'demo.started';
const PLAYED: AuditAction = 'demo.played';
/** The record of the whole demo; a district's own goes by its slug. */
const ALL = 'all';
/** Clocks of several machines differ a little; all simulated times lie further back. */
const CLOCK_MARGIN_MS = 5 * 60_000;
const STAFF_SINCE_MS = 400 * 24 * 3600_000;
const SAY_EVERY = 5;

/** Returns false when this database has seen the demo before; then nothing is played. */
export async function playDemo(
  ctx: AppContext,
  { say, size = USUAL_SIZE, api }: PlayOptions,
): Promise<boolean> {
  const client = await ctx.db.pool.connect();
  try {
    // A demo that was left behind may still be playing; this one waits and finds what it did.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_SPACES.demo]);
    if (await findRecord(ctx, PLAYED, ALL)) return false;
    const startedAt = await recordStart(ctx);
    const playedSince = new Date(startedAt.getTime() - CLOCK_MARGIN_MS);
    const staff = await hireStaff(ctx, new Date(startedAt.getTime() - STAFF_SINCE_MS));
    for (const story of listStories(startedAt, size)) {
      const { slug } = story.tenant;
      if (await findRecord(ctx, PLAYED, slug)) continue;
      if (story.fetched && !api) continue;
      if (story.fetched && api)
        await playFetched(ctx, story, story.fetched, { api, startedAt, playedSince, staff });
      else await playStory(ctx, story, staff, playedSince, say);
      say(`${story.tenant.name} ${story.ending}.`);
      await record(ctx, PLAYED, slug);
    }
    await dateBackSending(ctx, { playedSince });
    await record(ctx, PLAYED, ALL);
    return true;
  } finally {
    // Ends the session, and the lock with it.
    client.release(true);
  }
}

async function playStory(
  ctx: AppContext,
  story: Story,
  staff: DemoStaff,
  playedSince: Date,
  say: (line: string) => void,
): Promise<void> {
  const { tenantId, connection, password } = await setUpDistrict(ctx, story, staff);
  const district: PlayingDistrict = {
    tenantId,
    connectionId: connection.id,
    timeZone: story.tenant.timeZone,
    slot: SLOT,
    quietSeconds: connection.sftp.quietSeconds,
    incompleteAfterSeconds: connection.sftp.incompleteAfterSeconds,
    account: {
      host: reachableHost(ctx.settings.sftpHost),
      port: ctx.settings.sftpPort,
      fingerprint: await hostKeyFingerprint(ctx),
      userName: connection.sftp.userName,
      password,
    },
    reviewer: staff.implementer,
    playedSince,
  };
  const count = story.evenings.length;
  for (const [i, evening] of story.evenings.entries()) {
    await playEvening(ctx, district, evening);
    const played = i + 1;
    if (played % SAY_EVERY === 0 && played < count)
      say(`${story.tenant.name}: ${played} of ${count} school days`);
  }
  if (story.attendance) await playAttendance(ctx, district, story.attendance);
}

/** When the demo was first started: all its dates follow from that, also after an interruption. */
async function recordStart(ctx: AppContext): Promise<Date> {
  const known = await findRecord(ctx, STARTED, ALL);
  if (known) return known;
  await record(ctx, STARTED, ALL);
  return (await findRecord(ctx, STARTED, ALL)) ?? ctx.clock.now();
}

async function record(ctx: AppContext, action: AuditAction, what: string): Promise<void> {
  await recordAudit(ctx.db.prisma, DEMO, {
    action,
    tenantId: null,
    objectType: 'demo',
    objectId: what,
  });
}

/** Each is recorded once: what is found is not recorded again. */
async function findRecord(
  ctx: AppContext,
  action: AuditAction,
  objectId: string,
): Promise<Date | null> {
  const target = { objectType: 'demo', objectId };
  const { rows } = await listAuditEvents(
    ctx,
    { tenantId: null, actions: [action], target },
    { limit: 1 },
  );
  return rows[0]?.at ?? null;
}
