// Every Server Action of the build, called with the names and ids of somebody else's district: it answers as it does to
// ones that do not exist, and changes nothing. Which actions there are is read from the build, and what they take is
// asked of themselves, so that none can be forgotten.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import { z } from 'zod';
import type { AppContext } from '@/lib/server/app-context';
import { dayOfLostSchool, filesOf, firstDay, rowsOf } from './data/small-district';
import type { District, Run } from './district';
import { expect, test, type Person } from './fixtures';
import { addPulls, connectApi } from './looks/api-districts';

interface ServerAction {
  id: string;
  /** Such as "reviews/[breakId] approveReview". */
  name: string;
  /** A page that has it. */
  page: string;
}

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      filename: z.string(),
      exportedName: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** What anybody may call, and what is about people or about a new district: no district's name or id goes in. */
const OF_NO_DISTRICT = [
  /^\(auth\)/,
  /^\(district\)\/questions/, // a question's link is a secret of its own
  /^\(signed-in\) endSession$/,
  /^\(signed-in\)\/districts\/\(list\)\/new /,
  /^\(signed-in\)\/people /,
];

function readActions(): ServerAction[] {
  const file = path.join(process.cwd(), '.next/server/server-reference-manifest.json');
  const { node } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: `${filename.replace(/^app\/(.*)\/actions\.ts$/, '$1')} ${exportedName}`,
    page: Object.keys(workers)[0] ?? '',
  }));
}

const SHA256 = '0'.repeat(64);
/** Of a pair whose other half nobody has. */
const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFXJkgNG7QgBSPy45KSi5WX+QMXHkLJk221jDqJDhdk4 nobody';

/** What a form may send: by field, the values to try in turn until the action takes one. */
type Fields = Record<string, readonly unknown[]>;

const ANY_DISTRICT: Fields = {
  reason: ['As expected.'],
  undoReason: ['As expected.'],
  comment: ['As expected.'],
  note: ['As expected.'],
  message: ['As expected.'],
  reasonForAll: ['As expected.'],
  reasonForChosen: ['As expected.'],
  text: ['As expected.'],
  name: ['Someone New'],
  email: ['somebody.new@example.org'],
  search: ['a'],
  reasonCode: ['other'],
  rejectCode: ['other'],
  date: ['2026-11-30'],
  startDate: ['2026-11-30'],
  endDate: ['2026-12-04'],
  kind: ['TRANSITION', 'SOURCED_ID'],
  limitPercent: ['10'],
  limitCount: [''],
  limitCap: [''],
  ...Object.fromEntries(
    ['Students', 'Staff', 'Contacts', 'Classes'].map((what) => [`expected${what}`, ['']]),
  ),
  ruleId: ['students.REMOVE'],
  decision: ['ACCEPT'],
  mark: ['no-school'],
  meaning: ['NO_EVENT'],
  seen: [SHA256],
  noticeCutOff: ['11:00'],
  replaces: ['0'],
  of: ['student'],
  part: ['WHOLE'],
  hours: ['1'],
  assigneeId: ['0'],
  entity: ['students'],
  action: ['REMOVE'],
  isViewed: ['yes'],
  operation: ['assign'],
  applyCount: ['1'],
  criterion: ['studentCount'],
  fileName: ['users.csv'],
  sha256: [SHA256],
  code: ['en'],
  key: [PUBLIC_KEY],
  addresses: ['203.0.113.4'],
  addressesBefore: [''],
  evenIfLeftOut: ['on'],
  applySlot: ['ON_ARRIVAL'],
  applyAt: ['02:00'],
  quietMinutes: ['10'],
  settledSeconds: ['60'],
  languageCodeSet: ['NONE'],
  list: ['runs'],
  query: ['status=review'],
  viewName: ['Mine'],
  opens: ['yes'],
  sis: ['aeries'],
  way: ['FILES'],
  otherName: [''],
  exportAt: ['01:30'],
  revokesKeys: ['on'],
  address: ['https://app.talkingpts.org/districts'],
  looks: ['right'],
  purpose: ['PREVIEW'],
  vendor: ['OTHER'],
  baseUrl: ['https://sis.example.org/ims/oneroster/v1p1'],
  authorization: ['OAUTH1_SHA256'],
  clientId: ['a-key'],
  secret: ['a secret'],
  protocol: ['oneroster-rest'],
  then: ['save'],
  pullAt: ['00:30'],
  which: ['all'],
};

const NAMES = [
  ...[
    'slug',
    'breakId',
    'version',
    'fingerprint',
    'chosen',
    'runId',
    'fileNameId',
    'passwordId',
    'keyId',
    'connectionId',
    'pull',
  ],
  ...['invitationId', 'userId', 'windowId', 'allowanceId', 'schoolId', 'sourcedId', 'viewId'],
  'lateMailTo',
  'asked',
] as const;
/** Of a district: its names and ids, by the fields that take them. */
type Names = Record<string, unknown>;

const NO_ID = 999_999_999;
const NOBODYS: Names = {
  ...Object.fromEntries(NAMES.map((name) => [name, NO_ID])),
  slug: 'no-such-district',
  fingerprint: 'no-such-fingerprint',
  schoolId: 'no-such-school',
  sourcedId: 'no-such-person',
  chosen: [NO_ID],
};

/** One of everything of a district that an action can name; `contact` belongs to it, `staff` asked for things there. */
async function namesOf(
  ctx: AppContext,
  { id: tenantId, slug }: District,
  run: Run,
  { contact, staff }: { contact: Person; staff: Person },
): Promise<Names> {
  const { prisma } = ctx.db;
  const now = ctx.clock.now();
  const later = new Date(now.getTime() + 86_400_000);
  const review = await prisma.circuitBreakVersion.findUniqueOrThrow({
    where: { runId: run.runId },
  });
  const password = await prisma.sftpCredential.findFirstOrThrow({
    where: { tenantId, kind: 'PASSWORD' },
  });
  const key = await prisma.sftpCredential.create({
    data: {
      ...{ tenantId, connectionId: password.connectionId, kind: 'PUBLIC_KEY', createdAt: now },
      ...{ name: 'sis-server', publicKey: 'A', fingerprint: 'SHA256:A' },
    },
  });
  const fileName = await prisma.attendanceFileName.create({
    data: {
      ...{ tenantId, fileName: 'attendence.csv', kind: 'ATTENDANCE', state: 'NEAR' },
      ...{ nearOf: 'attendance.csv', nearBecause: 'SPELLING', firstSeenAt: now },
    },
  });
  const window = await prisma.policyWindow.create({
    data: {
      ...{ tenantId, kind: 'TRANSITION', reason: 'New year', createdAt: now },
      ...{ startDate: now, endDate: later },
    },
  });
  const invitation = await prisma.invitation.create({
    data: {
      ...{ tenantId, email: 'invited@example.org', name: 'Invited', role: 'DISTRICT_CONTACT' },
      ...{ tokenHash: crypto.randomUUID(), expiresAt: later },
    },
  });
  const allowance = await prisma.emptyFileAllowance.create({
    data: {
      ...{ tenantId, connectionId: password.connectionId, runId: run.runId, fileName: 'users.csv' },
      ...{ sha256: SHA256, reason: 'New year', askedById: staff.id, askedAt: now },
      expiresAt: later,
    },
  });
  // Of a person, and of this district as well.
  const view = await prisma.savedView.create({
    data: { userId: staff.id, list: 'runs', tenantId, name: 'Theirs', query: 'status=review' },
  });
  const api = await connectApi(ctx, tenantId, staff.id);
  await addPulls(ctx, api, ['PREVIEW']);
  const files = filesOf(firstDay);
  return {
    slug,
    breakId: review.breakId,
    version: review.version,
    fingerprint: review.fingerprint,
    chosen: [review.breakId],
    runId: run.runId,
    fileNameId: fileName.id,
    passwordId: password.id,
    keyId: key.id,
    connectionId: api.connectionId,
    pull: 1,
    invitationId: invitation.id,
    userId: contact.id,
    lateMailTo: contact.id,
    asked: contact.id,
    windowId: window.id,
    allowanceId: allowance.id,
    viewId: view.id,
    schoolId: rowsOf(files, 'orgs.csv').find(({ type }) => type === 'school')?.sourcedId,
    sourcedId: rowsOf(files, 'users.csv')[0]?.sourcedId,
  };
}

/** Names that an action takes and can do without, so that it does not ask for them. */
const UNASKED: Readonly<Record<string, readonly string[]>> = {
  '(signed-in)/reviews actOnChosen': ['chosen'],
};

const failed = z.object({
  status: z.literal('failed'),
  code: z.string(),
  message: z.string(),
  fieldErrors: z.record(z.string(), z.string()),
});
const answered = z.discriminatedUnion('status', [failed, z.object({ status: z.literal('done') })]);
type Answer = z.infer<typeof answered> | { status: 'redirected' };

/** As React sends an action from the page. */
async function send(
  request: APIRequestContext,
  origin: string,
  { id, page, name }: ServerAction,
  slug: string,
  payload: Record<string, unknown>,
): Promise<Answer> {
  const address = page
    .replace(/^app|\/page$|\/\([^)]*\)/g, '')
    .replace('[slug]', slug)
    .replace(/\[\w+\]/g, '1');
  const response = await request.post(`${origin}${address}`, {
    headers: {
      ...{ 'Next-Action': id, Accept: 'text/x-component', Origin: origin },
      'Content-Type': 'text/plain;charset=UTF-8',
    },
    data: JSON.stringify([{ status: 'idle' }, payload]),
    maxRedirects: 0,
  });
  // To a page, which has walls of its own.
  if (response.headers()['x-action-redirect'] !== undefined) return { status: 'redirected' };
  const text = await response.text();
  const value = /^\w+:(\{"status":"(?:failed|done)".*\})$/m.exec(text)?.[1];
  expect(value, `${name} answered ${response.status()}: ${text.slice(0, 300)}`).toBeDefined();
  return answered.parse(JSON.parse(value ?? ''));
}

/**
 * Fills in what the action asks for until it takes the form: its answer then, and the names it asked for. An action that
 * asks for a field nobody knows fails here: say in NAMES or ANY_DISTRICT what it takes.
 */
async function fillIn(
  action: string,
  send: (payload: Record<string, unknown>) => Promise<Answer>,
  names: Names,
): Promise<{ answer: Answer; named: string[] }> {
  const payload: Record<string, unknown> = Object.fromEntries(
    (UNASKED[action] ?? []).map((field) => [field, names[field]]),
  );
  const tried = new Map<string, number>();
  for (;;) {
    const answer = await send(payload);
    if (answer.status !== 'failed' || answer.code !== 'INPUT_INVALID')
      return { answer, named: Object.keys(payload).filter((field) => field in names) };
    for (const field of Object.keys(answer.fieldErrors)) {
      const turn = tried.get(field) ?? 0;
      const values = field in names ? [names[field]] : (ANY_DISTRICT[field] ?? []);
      if (turn >= values.length)
        throw new Error(`${action}: no value for ${field}: ${answer.fieldErrors[field]}`);
      payload[field] = values[turn];
      tried.set(field, turn + 1);
    }
  }
}

/** What an action could have changed of a district. */
async function stateOf({ db: { prisma } }: AppContext, tenantId: number): Promise<unknown> {
  const where = { where: { tenantId }, orderBy: { id: 'asc' } } as const;
  return Promise.all([
    prisma.tenant.findUnique({ where: { id: tenantId } }),
    prisma.syncRun.findMany(where),
    prisma.circuitBreak.findMany(where),
    prisma.circuitBreakEvent.findMany(where),
    prisma.sftpCredential.findMany(where),
    prisma.attendanceFileName.findMany(where),
    prisma.policyWindow.findMany(where),
    prisma.invitation.findMany(where),
    prisma.emptyFileAllowance.findMany(where),
    prisma.tenantMember.findMany({ where: { tenantId } }),
    prisma.savedView.findMany(where),
    prisma.site.findUnique({ where: { tenantId } }),
    prisma.siteCheck.findMany(where),
    prisma.apiAccount.findMany({ where: { tenantId } }),
    prisma.apiTest.findMany(where),
    prisma.pull.findMany(where),
    prisma.connectionFeed.findMany({ where: { tenantId } }),
    prisma.auditEvent.findMany(where),
  ]);
}

test('no action takes the name or an id of another district', async ({
  page,
  newPage,
  signInAs,
  makePerson,
  makeDistrict,
  product,
}) => {
  const actions = readActions().filter(({ name }) => !OF_NO_DISTRICT.some((of) => of.test(name)));
  expect(actions.length).toBeGreaterThan(50);
  const [own, other] = [await makeDistrict(), await makeDistrict()];
  await other.approve(await other.send(filesOf(firstDay)));
  const held = await other.send(filesOf(dayOfLostSchool));
  expect(held.status).toBe('HELD');
  const staff = await makePerson('IMPLEMENTATION');
  const contact = await makePerson('DISTRICT_CONTACT', [other]);
  const theirs = await namesOf(product, other, held, { contact, staff });
  const before = await stateOf(product, other.id);

  const [psmPage, adminPage] = [await newPage(), await newPage()];
  await signInAs('DISTRICT_CONTACT', { tenants: [own] });
  const psm = await signInAs('PSM', { page: psmPage });
  await product.db.prisma.tenant.update({ where: { id: own.id }, data: { psmId: psm.id } });
  await signInAs('ADMIN', { page: adminPage });

  const { origin } = new URL(product.settings.publicUrl);
  /** The answer to names of the other district, which must be that to names of none. */
  const ask = async (from: Page, action: ServerAction, slug?: string) => {
    const given = async (names: Names) =>
      fillIn(action.name, (payload) => send(from.request, origin, action, own.slug, payload), {
        ...names,
        ...(slug === undefined ? {} : { slug }),
      });
    const real = await given(theirs);
    expect((await given(NOBODYS)).answer, action.name).toEqual(real.answer);
    return real;
  };

  const takesIds: ServerAction[] = [];
  for (const action of actions) {
    for (const from of [page, psmPage]) {
      const { answer, named } = await ask(from, action);
      expect(named.length, action.name).toBeGreaterThan(0);
      const isOfOne = named.includes('slug') && named.length > 1;
      if (from === page && isOfOne) takesIds.push(action);
      if (named.includes('slug')) expect(answer, action.name).toMatchObject({ code: 'NOT_FOUND' });
    }
  }
  // Under the name of their own district, and to whoever may do anything everywhere.
  expect(takesIds.length).toBeGreaterThan(25);
  for (const action of takesIds)
    for (const from of [page, psmPage, adminPage]) await ask(from, action, own.slug);
  expect(await stateOf(product, other.id)).toEqual(before);
});
