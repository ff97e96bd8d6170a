// The districts that looks are about, each made by the product's own commands and files when the first look asks for it.
import { z } from 'zod';
import { numberedFile } from '@/lib/core/attendance/file-address';
import { addDays } from '@/lib/core/calendar/plain-date';
import { runName } from '@/lib/core/sync-run/run-address';
import { playDemo } from '@/lib/demo/play-demo';
import { USUAL_SIZE } from '@/lib/demo/stories';
import { filesOf, type FileSet } from '@/lib/demo/day-edits';
import type { AppContext } from '@/lib/server/app-context';
import { answerSite } from '@/lib/server/go-live/commands/answer-site';
import { siteMessageId } from '@/lib/server/go-live/message-id';
import { listSiteSchools } from '@/lib/server/go-live/queries/site-answers';
import { previewPart } from '@/lib/server/reviews/queries/approval-effect';
import { SITE_ENDPOINT } from '@/lib/server/webhooks/endpoints';
import { nextDay } from '@/lib/synthetic/district';
import { startDay } from '../attendance-day';
import { connector } from '../connector';
import {
  dayOfLostSchool,
  firstDay,
  rowsOf,
  secondDay,
  withEnrollmentOfUnknownClass,
} from '../data/small-district';
import { createClientFolder, createKeyPair } from '@/lib/testing/sftp';
import { District, sendWithOpenSsh } from '../district';
import { createPerson, type Person } from '../people';
import { addPulls, addTest, connectApi, type ApiPlace } from './api-districts';
import { createInvitations } from './invitations';
import { once } from './once';
import { ruleRows } from './slow-and-broken-rows';
import { untilTrue } from './until-true';
import { WHO, type Who } from './who';

const PATIENCE_MS = 120_000;
const HOME = '/districts/';

const reviewAnswer = z.object({ version: z.number(), fingerprint: z.string() });
const rows = z.object({ rows: z.array(z.object({ number: z.number(), state: z.string() })) });

export class LookDistricts {
  private readonly people = new Map<Who, Promise<Person>>();

  constructor(private readonly ctx: AppContext) {}

  person(who: Exclude<Who, 'visitor'>): Promise<Person> {
    const known = this.people.get(who) ?? createPerson(this.ctx, WHO[who].role);
    this.people.set(who, known);
    return known;
  }

  /** Everything that has to do with signing in and invitations. */
  readonly invitations = once(async () =>
    createInvitations(this.ctx, await this.create('Invitations'), await this.person('staff')),
  );

  /** Set up, and no file has come. */
  readonly waiting = once(async () => {
    const { slug } = await this.create('Waiting district');
    return { home: `${HOME}${slug}` };
  });

  /** Made, and nothing else: without a connection, and nobody was invited. */
  readonly bare = once(async () => {
    const where = ['--state', 'OR', '--time-zone', 'America/Los_Angeles'];
    const name = `Bare district ${crypto.randomUUID().slice(0, 8)}`;
    const tenant = z
      .object({ slug: z.string() })
      .parse(await connector('tenant', 'create', '--name', name, ...where));
    return { home: `${HOME}${tenant.slug}` };
  });

  /** A roster is live, and rows of it had problems. */
  readonly live = once(async () => {
    const district = await this.create('Live district');
    const { files } = withEnrollmentOfUnknownClass(filesOf(firstDay));
    const first = await district.send(files);
    await district.approve(first);
    const second = await district.send(filesOf(secondDay));
    await district.send(filesOf(secondDay));
    await addKeyAndAddresses(district.slug);
    const home = `${HOME}${district.slug}`;
    return {
      district,
      home,
      firstRun: `${home}/runs/${runName(first.number)}`,
      secondRun: `${home}/runs/${runName(second.number)}`,
      firstReview: `/reviews/${first.reviewId}`,
      roster: `${home}/roster`,
      ids: idsOf(files),
    };
  });

  /** Its first roster is approved, and its site is not asked for. */
  readonly approved = once(async () => {
    const district = await this.create('Approved district');
    await district.approve(await district.send(filesOf(firstDay)));
    return { home: `${HOME}${district.slug}` };
  });

  /** Its site is being created. */
  readonly siteAsked = once(async () => {
    const district = await this.create('District whose site is created');
    await district.approve(await district.send(filesOf(firstDay)));
    await connector('site', 'start', '--tenant', district.slug);
    return { home: `${HOME}${district.slug}` };
  });

  /** The request for its site was refused ten times. */
  readonly siteRefused = once(async () => {
    const district = await this.create('District whose request failed');
    await district.approve(await district.send(filesOf(firstDay)));
    await connector('site', 'start', '--tenant', district.slug);
    const { prisma } = this.ctx.db;
    // As where the installation has an address that refuses: the product of the looks has none.
    const tenantId = district.id;
    const { requestId } = await prisma.site.update({
      where: { tenantId },
      data: { requestedHow: 'WEBHOOK' },
    });
    const at = this.ctx.clock.now();
    await prisma.webhookDelivery.create({
      data: {
        ...{ tenantId, messageId: siteMessageId(requestId), eventType: 'site.requested' },
        ...{ endpoint: SITE_ENDPOINT, payload: '{}', createdAt: at, attempts: 10 },
        ...{ nextAttemptAt: at, givenUpAt: at, lastStatus: 503, lastError: 'upstream is away' },
      },
    });
    return { home: `${HOME}${district.slug}` };
  });

  /** Its site is ready, and one school does not look right. */
  readonly siteReady = once(async () => {
    const district = await this.create('District with a site');
    await district.approve(await district.send(filesOf(firstDay)));
    await connector('site', 'start', '--tenant', district.slug);
    const address = 'https://app.talkingpts.org/districts/7';
    await connector('site', 'address', address, '--tenant', district.slug);
    const [school] = await listSiteSchools(this.ctx, district.id);
    const { id: userId } = await this.person('contact');
    await answerSite(this.ctx, { kind: 'person', userId, sourceAddress: null }, district.id, {
      schoolSourcedId: school?.sourcedId ?? '',
      looksRight: false,
      text: 'Grade 3 has no classes.',
    });
    return { home: `${HOME}${district.slug}` };
  });

  /** A roster is live, and the next files lost a school. The district was asked. */
  readonly held = once(async () => {
    const district = await this.create('Held district', ['--sis', 'Infinite Campus']);
    await district.approve(await district.send(filesOf(firstDay)));
    const { number, reviewId } = await district.send(filesOf(dayOfLostSchool));
    const id = String(reviewId);
    const { version, fingerprint } = reviewAnswer.parse(await connector('review', 'show', id));
    const which = ['--version', String(version), '--fingerprint', fingerprint];
    const asked = z
      .object({ url: z.string() })
      .parse(await connector('review', 'ask', id, ...which));
    const home = `${HOME}${district.slug}`;
    return {
      home,
      run: `${home}/runs/${runName(number)}`,
      review: `/reviews/${id}`,
      question: new URL(asked.url).pathname,
    };
  });

  /** A new school year waits for its review. */
  readonly rollover = once(async () => {
    const district = await this.create('Rollover district');
    await district.approve(await district.send(filesOf(firstDay)));
    const { reviewId } = await district.send(filesOf(nextDay(firstDay, 'promotion')));
    return { review: `/reviews/${reviewId}` };
  });

  /** What is counted of it takes minutes: the checks of its roster, and what a part of its held update would do. */
  readonly slow = once(async () => {
    const district = await this.create('Slow district');
    await district.approve(await district.send(filesOf(firstDay)));
    const { reviewId } = await district.send(filesOf(nextDay(firstDay, 'promotion')));
    const part = { entity: 'students', action: 'REMOVE' } as const;
    const { runId } = await this.ctx.db.prisma.circuitBreakVersion.findFirstOrThrow({
      where: { tenantId: district.id, breakId: Number(reviewId) },
      select: { runId: true },
    });
    // Counted once: what was counted is what is read slowly.
    await previewPart(
      this.ctx,
      { tenantId: district.id, id: runId },
      { scope: 'SLICE', groups: [{ ...part, schoolSourcedId: null }] },
    );
    await ruleRows(this.ctx, district.id, 'wait', ['roster_link', 'part_effect']);
    const home = `${HOME}${district.slug}`;
    return {
      home,
      checks: `${home}/roster/checks`,
      part: `/reviews/${reviewId}/part?${new URLSearchParams(part).toString()}`,
    };
  });

  /** The database fails where its language words, the timeline of its review and the problems of its attendance are asked for. */
  readonly failing = once(async () => {
    const { district, send, school } = await startDay(this.ctx, () =>
      this.create('Failing district'),
    );
    await district.approve(await district.send(school.files));
    const [first] = school.students;
    await send('attendance.csv', [{ student: first?.id ?? '', category: 'Suspended' }]);
    await this.untilRead(district, 1);
    const { reviewId } = await district.send(filesOf(dayOfLostSchool));
    await this.ctx.db.prisma.languageOverride.create({
      data: { tenantId: district.id, text: 'Spanglish', code: 'es' },
    });
    await ruleRows(this.ctx, district.id, 'fail', [
      'language_override',
      'circuit_break_event',
      'attendance_issue_group',
    ]);
    const home = `${HOME}${district.slug}`;
    return {
      settings: `${home}/settings`,
      timeline: `/reviews/${reviewId}/timeline`,
      attendanceFile: `${home}/attendance/files/${numberedFile(1)}`,
    };
  });

  /** A first roster, which nobody has looked at. */
  readonly first = once(async () => {
    const district = await this.create('First roster');
    const { reviewId, number } = await district.send(filesOf(firstDay));
    const home = `${HOME}${district.slug}`;
    return { home, review: `/reviews/${reviewId}`, run: `${home}/runs/${runName(number)}` };
  });

  /** A roster is live, and deliveries wait. */
  readonly paused = once(async () => {
    const district = await this.create('Paused district');
    const { number } = await district.approve(await district.send(filesOf(firstDay)));
    const why = ['--reason', 'The district asked us to wait.'];
    await connector('policy', 'pause', '--tenant', district.slug, ...why);
    const home = `${HOME}${district.slug}`;
    return { home, run: `${home}/runs/${runName(number)}` };
  });

  /** Files that cannot be used: a header is not the standard's. */
  readonly broken = once(async () => {
    const district = await this.create('Broken district');
    const files = new Map(filesOf(firstDay)).set('users.csv', Buffer.from('name,role\r\nA,B\r\n'));
    await sendWithOpenSsh(district.login, files);
    await untilTrue(PATIENCE_MS, async () => (await district.statuses()).includes('INVALID'));
    const home = `${HOME}${district.slug}`;
    return { home, run: `${home}/runs/${runName(1)}` };
  });

  /** Files are on their way: some of a set have come. */
  readonly receiving = once(async () => {
    const district = await this.create('Receiving district');
    const [some, ...others] = filesOf(firstDay);
    if (some) await sendWithOpenSsh(district.login, new Map([some, ...others.slice(0, 2)]));
    await untilTrue(PATIENCE_MS, async () => (await district.statuses()).includes('RECEIVING'));
    const home = `${HOME}${district.slug}`;
    return { home, run: `${home}/runs/${runName(1)}` };
  });

  /** Attendance is expected, and no roster is live: a file waits. */
  readonly attendanceWaits = once(async () => {
    const { district, send, school } = await startDay(this.ctx, () => this.create('Early files'));
    const [first] = school.students;
    await send('attendance.csv', [{ student: first?.id ?? '' }]);
    await this.untilRead(district, 1);
    return { file: `${HOME}${district.slug}/attendance/files/${numberedFile(1)}` };
  });

  /** A day with a word nobody knows, a name that is almost right, and notices that are held. */
  readonly attendance = once(async () => {
    const { district, send, school, today } = await startDay(this.ctx, () =>
      this.create('Attendance district'),
    );
    await district.approve(await district.send(school.files));
    const many = school.students.slice(0, Math.ceil(school.students.length * 0.5));
    await send(
      'attendance.csv',
      many.map(({ id }, index) => ({
        student: id,
        category: index % 9 === 0 ? 'Suspended' : undefined,
      })),
    );
    const [first, second] = school.students;
    await send('Attendance.csv', [{ student: first?.id ?? '' }]);
    await this.untilRead(district, 2);
    const home = `${HOME}${district.slug}`;
    const attendance = `${home}/attendance`;
    return {
      attendance,
      grid: `${attendance}/schools/${encodeURIComponent(school.schoolId)}`,
      student: `${attendance}/students/${encodeURIComponent(second?.id ?? '')}`,
      file: `${attendance}/files/${numberedFile(1)}`,
      otherDay: addDays(today, -1),
    };
  });

  /** Three weeks of runs and a semester of attendance: what the demo plays. */
  readonly history = once(async () => {
    await playDemo(this.ctx, {
      say: () => {},
      size: { ...USUAL_SIZE, liveStudents: 400, heldStudents: 150 },
      api: null,
    });
    const home = `${HOME}lakeview-unified-demo`;
    const { prisma } = this.ctx.db;
    const { id: tenantId } = await prisma.tenant.findFirstOrThrow({
      where: { slug: 'lakeview-unified-demo' },
      select: { id: true },
    });
    const { schoolId, studentId } = await prisma.attendanceEvent.findFirstOrThrow({
      where: { tenantId },
      orderBy: [{ date: 'desc' }, { studentId: 'asc' }],
      select: { schoolId: true, studentId: true },
    });
    return {
      home,
      grid: `${home}/attendance/schools/${encodeURIComponent(schoolId)}`,
      student: `${home}/attendance/students/${encodeURIComponent(studentId)}`,
    };
  });

  /** Fetched from an API: one district for each state of its connection. */
  readonly api = {
    untested: once(() => this.createApi('Untested API')),
    testing: once(() => this.createApi('API in a test', (at) => addTest(this.ctx, at, 'RUNNING'))),
    wrongSecret: once(() => this.createFailed({ step: 'AUTHORIZED', code: 'WRONG_SECRET' })),
    unreachable: once(() => this.createFailed({ step: 'REACHED', code: 'UNREACHABLE' })),
    expired: once(() => this.createFailed({ step: 'REACHED', code: 'TLS_EXPIRED' })),
    tested: once(() => this.createTested([])),
    complete: once(() => this.createTested(['COMPLETE', 'FAILED', 'NO_CHANGES', 'COMPLETE'])),
    reading: once(() => this.createTested(['COMPLETE', 'COMPLETE', 'READING'])),
    waiting: once(() => this.createTested(['COMPLETE', 'WAITING'])),
    failed: once(() => this.createTested(['COMPLETE', 'CANCELED', 'FAILED'])),
    preview: once(() => this.createTested(['COMPLETE', 'PREVIEW'])),
  };

  /** A roster is live by files, and an API was connected beside. */
  readonly switchable = once(async () => {
    const district = await this.create('District that switches');
    await district.approve(await district.send(filesOf(firstDay)));
    const { id: userId } = await this.person('staff');
    const at = await connectApi(this.ctx, district.id, userId);
    await addTest(this.ctx, at, 'PASSED');
    await addPulls(this.ctx, at, ['PREVIEW']);
    const connection = `${HOME}${district.slug}/connection`;
    return {
      api: `${connection}?connection=${at.connectionId}`,
      files: connection,
      switch: `${connection}/switch`,
    };
  });

  private createFailed(how: Exclude<Parameters<typeof addTest>[2], string>) {
    return this.createApi('API that fails', (at) => addTest(this.ctx, at, how));
  }

  private createTested(pulls: Parameters<typeof addPulls>[2]) {
    return this.createApi('District with an API', async (at) => {
      await addTest(this.ctx, at, 'PASSED');
      await addPulls(this.ctx, at, pulls);
    });
  }

  private async createApi(name: string, add?: (at: ApiPlace) => Promise<void>) {
    const where = ['--state', 'OR', '--time-zone', 'America/Los_Angeles'];
    const { id, slug } = z
      .object({ id: z.number(), slug: z.string() })
      .parse(
        await connector(
          'tenant',
          'create',
          '--name',
          `${name} ${crypto.randomUUID().slice(0, 8)}`,
          ...where,
        ),
      );
    const [contact, staff] = await Promise.all([this.person('contact'), this.person('staff')]);
    await this.ctx.db.prisma.tenantMember.create({ data: { tenantId: id, userId: contact.id } });
    const at = await connectApi(this.ctx, id, staff.id);
    await add?.(at);
    return { home: `${HOME}${slug}` };
  }

  /** A mail of an invitation. */
  async mail(): Promise<string> {
    await this.invitations();
    const mail = await this.ctx.db.prisma.outboxMail.findFirstOrThrow({
      where: { tenantId: { not: null } },
      orderBy: { id: 'desc' },
      select: { id: true },
    });
    return `/outbox/${mail.id}`;
  }

  private async create(name: string, more: readonly string[] = []): Promise<District> {
    const id = crypto.randomUUID().slice(0, 8);
    const [contact, psm] = await Promise.all([this.person('contact'), this.person('psm')]);
    const settings = ['--psm', psm.email, ...more];
    const district = await District.create(connector, `${name} ${id}`, settings);
    await this.ctx.db.prisma.tenantMember.create({
      data: { tenantId: district.id, userId: contact.id },
    });
    return district;
  }

  /** So many attendance files of the district have come, and nothing is at work on them. */
  private untilRead({ slug }: District, count: number): Promise<void> {
    return untilTrue(PATIENCE_MS, async () => {
      const runs = rows.parse(await connector('attendance', 'runs', '--tenant', slug)).rows;
      return runs.length >= count && !runs.some(({ state }) => WORKING.includes(state));
    });
  }
}

const WORKING = ['QUEUED', 'PROCESSING'];

/** Of one record of each kind, as addresses name it. */
function idsOf(files: FileSet) {
  const last = (name: string, isWanted: (row: Record<string, string | undefined>) => boolean) =>
    encodeURIComponent(rowsOf(files, name).findLast(isWanted)?.sourcedId ?? '');
  const any = () => true;
  return {
    student: last('users.csv', ({ role }) => role === 'student'),
    guardian: last('users.csv', ({ role }) => role === 'guardian'),
    teacher: last('users.csv', ({ role }) => role === 'teacher'),
    class: last('classes.csv', any),
    course: last('courses.csv', any),
    enrollment: last('enrollments.csv', ({ sourcedId }) => sourcedId !== 'one-too-many'),
    org: last('orgs.csv', any),
    session: last('academicSessions.csv', any),
  };
}

/** As a district has them whose export signs in with a key, from its own server or from the machine of the gallery. */
async function addKeyAndAddresses(slug: string): Promise<void> {
  const client = await createClientFolder();
  const { file } = await createKeyPair(client, 'nightly-export');
  const of = ['--tenant', slug];
  await connector('connection', 'add-key', `${file}.pub`, ...of, '--name', 'Nightly export');
  await connector('connection', 'allow-addresses', '127.0.0.1', '203.0.113.0/24', ...of);
  await client.remove();
}
