import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pauseDeliveries } from '@/lib/server/policy/pauses';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { actorOf, createLiveDistrict, targetOf } from '@/lib/testing/reviews';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict } from '@/lib/synthetic/district';
import { queueRun } from '@/lib/testing/deliver';
import { listNeedsAttention } from '../overview/queries/needs-attention';
import { workOnRuns } from '../jobs/handlers/work-on-runs';
import { undoSyncRun } from '../pipeline/undo-sync-run';
import { reject } from '../reviews/commands/reject';
import { requestUndo } from '../sync-runs/commands/request-undo';
import { approve } from '../reviews/commands/approve';
import { answerSite } from './commands/answer-site';
import { startSite } from './commands/start-site';
import { writeSiteAddress } from './commands/write-address';
import { findFirstRosterData } from './queries/first-roster-data';
import { findSite } from './queries/find-site';
import { loadStages } from './queries/load-stages';
import { listSiteSchools, loadSiteAnswers } from './queries/site-answers';

const ADDRESS = 'https://app.talkingpts.org/districts';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-08-17T16:00:00Z' });
});
afterAll(() => ctx.close());

const timeZone = 'America/Los_Angeles';
const marks = { done: '✓', now: '◉', 'to-come': '○' };
async function stagesOf(tenantId: number) {
  const { rows, now } = await loadStages(ctx, { id: tenantId, timeZone });
  const detail = rows.find(({ id }) => id === now)?.detail ?? rows.at(-1)?.detail;
  return [rows.map(({ state }) => marks[state]).join(''), detail];
}
const auditOf = async (tenantId: number) =>
  (
    await ctx.db.prisma.auditEvent.findMany({
      where: { tenantId, action: { startsWith: 'site.' } },
      orderBy: { id: 'asc' },
    })
  ).map(({ action, detail }) => [action, detail]);
const mailsOf = (tenantId: number, kind: string) =>
  ctx.db.prisma.outboxMail.findMany({ where: { tenantId, kind }, orderBy: { toAddress: 'asc' } });

async function liveDistrict(seed: string) {
  const [implementer, psm] = [
    await createPerson(ctx),
    await createPerson(ctx, { role: 'PSM', name: 'Pat Manager' }),
  ];
  const district = await createLiveDistrict(ctx, {
    seed,
    students: 120,
    tenant: { implementerId: implementer.id, psmId: psm.id },
  });
  const tenant = { id: district.tenantId, timeZone };
  const contact = await createPerson(ctx, { tenants: [tenant], name: 'Tech Contact' });
  return { ...district, tenant, implementer, psm, contact };
}

test('from nothing to live, each stage as it comes to be', async () => {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const staff = actorOf(await createPerson(ctx));
  expect(await stagesOf(tenant.id)).toEqual(['◉○○○○○', 'no-invitation']);
  await ctx.db.prisma.invitation.create({
    data: {
      ...{ tenantId: tenant.id, email: 'a@example.org', name: 'A', role: 'DISTRICT_CONTACT' },
      ...{ tokenHash: 'hash', expiresAt: ctx.clock.now(), sentAt: ctx.clock.now() },
    },
  });
  expect(await stagesOf(tenant.id)).toEqual(['✓◉○○○○', 'not-signed-in']);
  await createPerson(ctx, { tenants: [tenant] });
  expect(await stagesOf(tenant.id)).toEqual(['✓◉○○○○', 'waiting-for-sign-in']);
  await ctx.db.prisma.sftpEvent.create({
    data: {
      ...{ connectionId: connection.id, kind: 'SIGNED_IN', sourceAddress: '192.0.2.1' },
      at: ctx.clock.now(),
    },
  });
  expect(await stagesOf(tenant.id)).toEqual(['✓✓◉○○○', 'files-none']);
  expect(await startSite(ctx, staff, tenant)).toMatchObject({ code: 'NO_FIRST_ROSTER' });

  const files = () => dayFiles(createDistrict({ seed: 'go-live', students: 40 }));
  const first = await queueRun(ctx, connection, files());
  expect(await stagesOf(tenant.id)).toEqual(['✓✓◉○○○', 'files-arriving']);
  await workOnRuns(ctx);
  expect(await stagesOf(tenant.id)).toEqual(['✓✓✓◉○○', 'under-review']);
  const { rows } = await loadStages(ctx, tenant);
  expect(rows[3]?.by).toEqual({ at: new Date('2026-08-18T00:00:00Z') });
  expect(await startSite(ctx, staff, tenant)).toMatchObject({ code: 'FIRST_ROSTER_NOT_APPROVED' });

  await pauseDeliveries(ctx, staff, tenant.id, 'new servers');
  expect(await stagesOf(tenant.id)).toEqual(['✓✓✓◉○○', 'review-paused']);
  await ctx.db.prisma.connectionPause.deleteMany({ where: { tenantId: tenant.id } });
  await ctx.db.prisma.connection.update({ where: { id: connection.id }, data: { pausedAt: null } });

  await reject(ctx, staff, { ...(await targetOf(ctx, first.id)), reason: 'last year’s files' });
  expect(await stagesOf(tenant.id)).toEqual(['✓✓◉○○○', 'files-rejected']);
  const second = await queueRun(ctx, connection, files());
  await workOnRuns(ctx);
  await approve(ctx, staff, { ...(await targetOf(ctx, second.id)), comment: 'complete' });
  expect(await stagesOf(tenant.id)).toEqual(['✓✓✓✓◉○', 'site-not-started']);
  await workOnRuns(ctx);
  expect(await startSite(ctx, staff, tenant)).toMatchObject({ ok: true });
  expect(await stagesOf(tenant.id)).toEqual(['✓✓✓✓◉○', 'site-by-hand']);
  await writeSiteAddress(ctx, staff, tenant.id, ADDRESS);
  expect(await stagesOf(tenant.id)).toEqual(['✓✓✓✓✓✓', 'live']);

  await requestUndo(ctx, staff, second, 'Not meant.');
  await undoSyncRun(ctx, second);
  expect(await stagesOf(tenant.id)).toEqual(['✓✓◉○✓○', 'files-undone']);
});

describe('starting the creation', () => {
  test('is refused while the gate of the first roster says that data is missing', async () => {
    const tenant = await createTenant(ctx);
    const connection = await createConnection(ctx, tenant);
    const run = await queueRun(ctx, connection, [
      ...dayFiles(createDistrict({ seed: 'gate', students: 40 })),
    ]);
    await workOnRuns(ctx);
    await ctx.db.prisma.gateResult.updateMany({
      where: { tenantId: tenant.id, runId: run.id, criterion: 'languageFilled' },
      data: { outcome: 'failed' },
    });
    const data = await findFirstRosterData(ctx, tenant.id);
    expect(data).toMatchObject({ isComplete: false, runId: run.id });
    const staff = actorOf(await createPerson(ctx));
    expect(await startSite(ctx, staff, tenant)).toEqual({
      ok: false,
      code: 'REQUIRED_DATA_MISSING',
      missingCount: 1,
    });
    expect(await findSite(ctx, tenant.id)).toBeNull();
  });

  test('by hand is one record, however often it is asked for, also at once', async () => {
    const { tenant, actor } = await liveDistrict('by-hand');
    const results = await Promise.all([1, 2, 3].map(() => startSite(ctx, actor, tenant)));
    const ids = new Set(results.map((each) => (each.ok ? each.requestId : each.code)));
    expect(ids.size).toBe(1);
    expect(results.filter((each) => each.ok && !each.wasStarted)).toHaveLength(1);
    expect(await findSite(ctx, tenant.id)).toMatchObject({ how: 'BY_HAND', request: null });
    expect(await auditOf(tenant.id)).toMatchObject([
      ['site.requested', { how: 'BY_HAND', requestId: [...ids][0] }],
    ]);
    expect(await ctx.db.prisma.webhookDelivery.count({ where: { tenantId: tenant.id } })).toBe(0);
  });

  test('by webhook is one message without a person; given up, it is sent again under its id', async () => {
    const { tenant, actor } = await liveDistrict('by-webhook');
    const siteWebhook = { url: 'http://127.0.0.1:1', secrets: [SECRET] };
    const configured = { ...ctx, settings: { ...ctx.settings, siteWebhook } };
    const started = await startSite(configured, actor, tenant);
    expect(await startSite(configured, actor, tenant)).toMatchObject({
      wasStarted: true,
      isResent: false,
    });
    const where = { tenantId: tenant.id };
    const [delivery, ...more] = await ctx.db.prisma.webhookDelivery.findMany({ where });
    expect(more).toEqual([]);
    const { slug, name } = await ctx.db.prisma.tenant.findUniqueOrThrow({
      where: { id: tenant.id },
    });
    expect(JSON.parse(delivery?.payload ?? '')).toEqual({
      type: 'site.requested',
      timestamp: ctx.clock.now().toISOString(),
      data: {
        requestId: started.ok ? started.requestId : null,
        district: { slug, name, kind: 'DISTRICT', state: 'CA', timeZone },
        schoolCount: (await listSiteSchools(ctx, tenant.id)).length,
      },
    });
    await ctx.db.prisma.webhookDelivery.updateMany({
      where,
      data: { givenUpAt: ctx.clock.now(), attempts: 10, lastStatus: 500 },
    });
    expect((await findSite(ctx, tenant.id))?.request?.givenUpAt).not.toBeNull();
    expect(await startSite(configured, actor, tenant)).toMatchObject({ isResent: true });
    expect(await ctx.db.prisma.webhookDelivery.findFirst({ where })).toMatchObject({
      messageId: delivery?.messageId,
      attempts: 0,
      givenUpAt: null,
    });
  });
});

describe('the address', () => {
  test('is announced once to the district and its team, and again only if it is another', async () => {
    const { tenant, actor, contact, implementer, psm } = await liveDistrict('address');
    expect(await writeSiteAddress(ctx, actor, tenant.id, ADDRESS)).toMatchObject({
      code: 'SITE_NOT_STARTED',
    });
    await startSite(ctx, actor, tenant);
    expect(await writeSiteAddress(ctx, actor, tenant.id, ` ${ADDRESS} `)).toEqual({
      ok: true,
      address: ADDRESS,
      mailCount: 3,
    });
    const told = await mailsOf(tenant.id, 'site-ready');
    expect(new Set(told.map(({ toAddress }) => toAddress))).toEqual(
      new Set([contact.email, implementer.email, psm.email]),
    );
    const text = told.find(({ toAddress }) => toAddress === contact.email)?.text ?? '';
    for (const said of [ADDRESS, 'mandrillapp.com', '/help/mail', 'Pat Manager', psm.email])
      expect(text).toContain(said);
    expect(await writeSiteAddress(ctx, actor, tenant.id, ADDRESS)).toMatchObject({ mailCount: 0 });
    expect(await writeSiteAddress(ctx, actor, tenant.id, `${ADDRESS}/7`)).toMatchObject({
      mailCount: 3,
    });
  });

  test.each([
    ['http://app.talkingpts.org', 'SITE_ADDRESS_NOT_HTTPS'],
    ['app.talkingpts.org', 'SITE_ADDRESS_NOT_HTTPS'],
    ['https:app.talkingpts.org', 'SITE_ADDRESS_NOT_HTTPS'],
    ['https://', 'SITE_ADDRESS_NOT_HTTPS'],
    ['https://app.talking\npts.org', 'SITE_ADDRESS_NOT_HTTPS'],
    ['https://app\u200b.talkingpts.org', 'SITE_ADDRESS_NOT_HTTPS'],
    ['https://localhost', 'SITE_ADDRESS_NOT_HTTPS'],
    ['javascript:alert(1)', 'SITE_ADDRESS_NOT_HTTPS'],
    ['https://someone:secret@app.talkingpts.org', 'SITE_ADDRESS_HAS_LOGIN'],
    [`https://app.talkingpts.org/${'a'.repeat(500)}`, 'SITE_ADDRESS_TOO_LONG'],
    [`https://app.talkingpts.org/${'é'.repeat(300)}`, 'SITE_ADDRESS_TOO_LONG'],
  ])('%s is refused', async (typed, code) => {
    const staff = actorOf(await createPerson(ctx));
    expect(await writeSiteAddress(ctx, staff, 1, typed)).toEqual({ ok: false, code });
  });
});

describe('what the district says', () => {
  test('of a school or of all: the newest counts, everything is kept, staff hear without the words', async () => {
    const { tenant, actor, contact } = await liveDistrict('answers');
    const by = actorOf(contact);
    const say = (school: string, text: string | null) =>
      answerSite(ctx, by, tenant.id, {
        schoolSourcedId: school,
        looksRight: text === null,
        text,
      });
    expect(await say('', null)).toMatchObject({ code: 'SITE_NOT_READY' });
    await startSite(ctx, actor, tenant);
    expect(await say('', null)).toMatchObject({ code: 'SITE_NOT_READY' });
    await writeSiteAddress(ctx, actor, tenant.id, ADDRESS);
    const [school] = await listSiteSchools(ctx, tenant.id);
    const id = school?.sourcedId ?? '';

    expect(await say('', '  ')).toMatchObject({ code: 'WHAT_IS_WRONG_NEEDED' });
    expect(await say('no-such-school', null)).toMatchObject({ code: 'SITE_SCHOOL_NOT_FOUND' });
    expect(await say('', null)).toEqual({ ok: true });
    expect(await loadSiteAnswers(ctx, tenant.id)).toMatchObject({ isConfirmed: true });
    expect(await say(id, 'Ana Example is in the wrong class')).toEqual({ ok: true });
    expect(await loadSiteAnswers(ctx, tenant.id)).toMatchObject({
      isConfirmed: false,
      confirmedAt: expect.any(Date) as Date,
      wrong: [{ schoolName: school?.name, answeredByName: 'Tech Contact' }],
    });
    const told = await mailsOf(tenant.id, 'site-looks-wrong');
    expect(told).toHaveLength(2);
    for (const { subject, text, html } of told)
      expect(`${subject}${text}${html}`).not.toMatch(/Ana|wrong class/);
    expect(JSON.stringify(await auditOf(tenant.id))).not.toContain('Ana');

    expect(await say(id, null)).toEqual({ ok: true });
    expect(await loadSiteAnswers(ctx, tenant.id)).toMatchObject({ isConfirmed: true, wrong: [] });
    await say(id, 'still wrong');
    await say('', 'languages are missing');
    await say(id, 'grades are wrong');
    const { wrong } = await loadSiteAnswers(ctx, tenant.id);
    expect(wrong.map(({ text }) => text)).toEqual([
      'still wrong',
      'languages are missing',
      'grades are wrong',
    ]);
    await say(id, null);
    expect((await loadSiteAnswers(ctx, tenant.id)).wrong.map(({ text }) => text)).toEqual([
      'languages are missing',
    ]);
    await say('', null);
    expect(await loadSiteAnswers(ctx, tenant.id)).toMatchObject({ isConfirmed: true, wrong: [] });
    expect(await ctx.db.prisma.siteCheck.count({ where: { tenantId: tenant.id } })).toBe(8);
  });

  test('what waits for our staff is on their overview until it is done', async () => {
    const { tenant, actor, contact } = await liveDistrict('attention');
    const by = actorOf(contact);
    const waits = async () => {
      const scope = [tenant.id];
      const { items } = await listNeedsAttention(ctx, { scope, limit: 10 });
      return items.map(({ kind, count, since }) => [kind, count, since]);
    };
    const at = ctx.clock.now();
    expect(await waits()).toEqual([['SITE_TO_CREATE', 1, at]]);
    await startSite(ctx, actor, tenant);
    expect(await waits()).toEqual([['SITE_TO_CREATE', 1, at]]);
    await writeSiteAddress(ctx, actor, tenant.id, ADDRESS);
    expect(await waits()).toEqual([]);
    const [one, two] = await listSiteSchools(ctx, tenant.id);
    for (const school of [one, two, one])
      await answerSite(ctx, by, tenant.id, {
        schoolSourcedId: school?.sourcedId ?? '',
        looksRight: false,
        text: 'not right',
      });
    expect(await waits()).toEqual([['SITE_LOOKS_WRONG', 2, at]]);
    const right = { schoolSourcedId: '', looksRight: true, text: null };
    await answerSite(ctx, by, tenant.id, right);
    expect(await waits()).toEqual([]);
    await ctx.db.prisma.site.update({
      where: { tenantId: tenant.id },
      data: {
        ...{ requestedHow: 'BEFORE_RECORDS', requestedAt: null, address: null },
        ...{ addressWrittenAt: null, announcedAt: null },
      },
    });
    expect(await waits()).toEqual([]);
  });

  test('another district’s schools and answers are not there', async () => {
    const [one, two] = [await liveDistrict('wall-a'), await liveDistrict('wall-b')];
    for (const { tenant, actor } of [one, two]) await startSite(ctx, actor, tenant);
    await writeSiteAddress(ctx, one.actor, one.tenant.id, ADDRESS);
    const schools = await listSiteSchools(ctx, one.tenant.id);
    // Both districts are made alike: a school that only the other one has.
    await ctx.db.prisma.rosterOrg.updateMany({
      where: { tenantId: two.tenant.id, sourcedId: schools[0]?.sourcedId },
      data: { removedAt: ctx.clock.now() },
    });
    await writeSiteAddress(ctx, two.actor, two.tenant.id, ADDRESS);
    const answer = { schoolSourcedId: schools[0]?.sourcedId ?? '', looksRight: false, text: 'no' };
    const by = actorOf(two.contact);
    expect(await answerSite(ctx, by, two.tenant.id, answer)).toMatchObject({
      code: 'SITE_SCHOOL_NOT_FOUND',
    });
    await answerSite(ctx, actorOf(one.contact), one.tenant.id, answer);
    expect((await loadSiteAnswers(ctx, two.tenant.id)).wrong).toEqual([]);
    expect(await mailsOf(two.tenant.id, 'site-looks-wrong')).toEqual([]);
  });
});
