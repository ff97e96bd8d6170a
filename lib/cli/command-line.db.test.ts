// The real command against a database of its own: as a process where it matters how it starts, speaks and
// ends, else by the function that process calls, which takes a second less each time.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPassword } from '@/lib/server/connections/check-sign-in';
import { writeHeartbeat } from '@/lib/server/health/heartbeat';
import { beginDelivery, receiveDelivery } from '@/lib/server/intake/deliveries';
import { workOnRuns } from '@/lib/server/jobs/handlers/work-on-runs';
import { createConnection, createPerson, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile } from '@/lib/testing/deliver';
import { createClientFolder, createKeyPair } from '@/lib/testing/sftp';
import { runCommandLine } from './command-line';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/command-line.md'), 'utf8');

type Json = Record<string, unknown>;

interface Result {
  code: number | null;
  out: string;
  err: string;
}

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext({ now: new Date() });
  // A run of another district: from here on, the number of a run is not its id.
  const { tenantId, id: connectionId } = await createConnection(ctx, await createTenant(ctx));
  await ctx.db.prisma.syncRun.create({ data: { tenantId, connectionId, state: 'APPLIED' } });
});
afterAll(() => ctx.close());

type Start = (args: readonly string[], env?: Record<string, string>) => Promise<Result>;

const environment = (): Record<string, string> => ({
  DATABASE_URL: ctx.databaseUrl,
  CONNECTOR_SECRET: ctx.settings.secret,
  CONNECTOR_DATA_DIR: ctx.settings.dataFolder,
  SFTP_PORT: '2299',
});

const separately: Start = async (args, env = {}) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/connector.ts', ...args], {
    cwd: root,
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  await once(child, 'close');
  return { code: child.exitCode, out, err };
};

const here: Start = async (args, env = {}) => {
  let out = '';
  let err = '';
  const code = await runCommandLine(args, {
    env: { ...environment(), ...env },
    folder: ctx.settings.dataFolder,
    out: async (text) => void (out += text),
    err: (text) => void (err += text),
  });
  return { code, out, err };
};

/** The one JSON document of a command that must succeed. */
async function json(start: Start, ...args: string[]): Promise<Json> {
  const result = await start([...args, '--json']);
  expect(result, args.join(' ')).toMatchObject({ code: 0, err: '' });
  return JSON.parse(result.out) as Json;
}

async function refused(start: Start, ...args: string[]): Promise<[number | null, unknown]> {
  const { code, out } = await start([...args, '--json']);
  return [code, (JSON.parse(out) as { error?: { code: string } }).error?.code];
}

/** What the worker does, at the time it is. */
async function work(): Promise<void> {
  ctx.clock.set(new Date());
  await workOnRuns(ctx);
}

const rowsOf = (answer: Json): Json[] => answer.rows as Json[];

/** The names docs/command-line.md promises for a command. */
function documented(command: string): string[] {
  const section = page.split(`### \`${command}\``)[1]?.split('\n### ')[0] ?? '';
  const answer = /Answer[^:]*: ((?:`\w+`[,\s]*)+)/.exec(section)?.[1] ?? '';
  return [...answer.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
}

function expectDocumented(command: string, answer: Json | undefined): void {
  expect(Object.keys(answer ?? {}).sort(), command).toEqual(documented(command).sort());
}

const SET = {
  'manifest.csv': [
    'propertyName,value',
    'manifest.version,1.0',
    'oneroster.version,1.1',
    ...['academicSessions', 'classes', 'courses', 'enrollments', 'orgs', 'users'].map(
      (name) => `file.${name},bulk`,
    ),
    ...['categories', 'classResources', 'courseResources', 'demographics', 'lineItems'].map(
      (name) => `file.${name},absent`,
    ),
    ...['resources', 'results'].map((name) => `file.${name},absent`),
  ],
  'orgs.csv': [
    'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
    'd,,,Alder Creek,district,,',
    's,,,=Elm School,school,,d',
  ],
  'academicSessions.csv': [
    'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
    'y,,,Year,schoolYear,2026-08-10,2027-06-10,,2027',
  ],
  'courses.csv': [
    'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
    'k,,,y,Reading,,03,d,,',
  ],
  'classes.csv': [
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
    'c,,,Reading 3,03,k,,homeroom,,s,y,,,',
  ],
  'users.csv': [
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.language',
    't,,,true,s,teacher,t,,Tove,Birch,,,,,,,,,',
    'u1,,,true,s,student,u1,,Ada,Larch,,,,,,p1,03,,Spanish',
    'u2,,,true,s,student,u2,,Bo,Rowan,,,,,,p1,03,,English',
    'p1,,,true,s,parent,p1,,Cy,Larch,,,,,,u1,,,Spanish',
  ],
  'enrollments.csv': [
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
    'e1,,,c,s,t,teacher,true,,',
    'e2,,,c,s,u1,student,,,',
    'e3,,,c,s,u2,student,,,',
    'e4,,,c,s,nobody,student,,,',
  ],
} as const;

async function deliver(slug: string, change: (text: string) => string = (text) => text) {
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({
    where: { tenant: { slug } },
  });
  const run = await deliverRun(
    ctx,
    connection,
    Object.entries(SET).map(([name, lines]) => textFile(name, change(`${lines.join('\n')}\n`))),
  );
  await work();
  return run.id;
}

/** As an upload leaves them: nobody has said yet that the set is whole. */
async function leaveFiles(slug: string, names: readonly string[] = Object.keys(SET)) {
  const connection = await ctx.db.prisma.connection.findFirstOrThrow({
    where: { tenant: { slug } },
  });
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  for (const [fileName, lines] of Object.entries(SET)) {
    if (!names.includes(fileName)) continue;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    const upload = await beginDelivery(ctx, key, { fileName, sourceAddress: '192.0.2.7' });
    await upload.writer.write(bytes, 0);
    await upload.writer.sync();
    await upload.writer.close();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await receiveDelivery(ctx, key, upload.id, { byteCount: bytes.length, sha256 });
  }
}

const CREATE = ['tenant', 'create', '--state', 'CA', '--time-zone', 'America/Los_Angeles'];

// Each process loads the whole server first; a busy machine multiplies that.
// So many processes take minutes where the machine has others to run: only a command that hangs takes this long.
describe('the command line', { timeout: 900_000 }, () => {
  test('takes a district from nothing to its roster, and back', async () => {
    const of = ['--tenant', 'alder-creek'];
    const tenant = await json(
      separately,
      ...CREATE,
      '--name',
      'Alder Creek',
      '--kind',
      'charter-network',
    );
    expect(tenant).toMatchObject({ slug: 'alder-creek', kind: 'CHARTER_NETWORK' });
    expectDocumented('tenant create', tenant);

    const made = await json(separately, 'connection', 'create', ...of, '--quiet-seconds', '2');
    expect(made).toMatchObject({ host: 'localhost', port: 2299, userName: 'tpc-alder-creek' });
    expect(made.fingerprint).toMatch(/^SHA256:/);
    expectDocumented('connection create', made);
    expect(await checkPassword(ctx, 'tpc-alder-creek', String(made.password))).toMatchObject({
      ok: true,
    });

    expect(await refused(here, 'run', 'check-now', ...of)).toEqual([3, 'NOTHING_WAITING']);
    await leaveFiles('alder-creek', ['manifest.csv', 'orgs.csv']);
    expect(await refused(here, 'run', 'check-now', ...of)).toEqual([3, 'FILES_MISSING']);
    await leaveFiles('alder-creek');
    const checked = await json(here, 'run', 'check-now', ...of);
    expectDocumented('run check-now', checked);
    expect(await refused(here, 'run', 'check-now', ...of)).toEqual([3, 'ALREADY_CHECKING']);
    await work();
    const first = String(checked.number);
    const [runs, run, files, issues, groups, lines, changes, reviews] = await Promise.all([
      json(here, 'run', 'list', ...of),
      json(here, 'run', 'show', first, ...of),
      json(here, 'run', 'files', first, ...of),
      json(here, 'run', 'issues', first, ...of),
      here(['run', 'issues', first, ...of]),
      here(['run', 'issues', first, ...of, '--lines']),
      json(here, 'run', 'changes', first, ...of, '--action', 'add'),
      json(here, 'review', 'list', ...of),
    ]);
    expect(rowsOf(runs)[0]).toMatchObject({ number: Number(first), status: 'HELD', errors: 1 });
    expectDocumented('run list', rowsOf(runs)[0]);
    expectDocumented('run show', run);
    expect(rowsOf(files).find((file) => file.fileName === 'enrollments.csv')).toMatchObject({
      rowsRead: 4,
      rowsAccepted: 3,
      rowsRejected: 1,
      rowsIgnored: 0,
    });
    expectDocumented('run files', rowsOf(files)[0]);
    expect(rowsOf(issues)[0]).toMatchObject({ code: 'REFERENCE_MISSING', level: 'row', count: 1 });
    expectDocumented('run issues', rowsOf(issues)[0]);
    expect(groups.out).toContain(String(rowsOf(issues)[0]?.fix));
    expect(lines.out).toMatch(/^enrollments\.csv:5:userSourcedId {2}REFERENCE_MISSING /m);
    expect(rowsOf(changes)).toContainEqual(
      expect.objectContaining({ entity: 'students', action: 'ADD', count: 2 }),
    );
    expectDocumented('run changes', rowsOf(changes)[0]);
    expectDocumented('review list', rowsOf(reviews)[0]);

    const reviewId = String(rowsOf(reviews)[0]?.id);
    const review = await json(separately, 'review', 'show', reviewId);
    expectDocumented('review show', review);
    const version = ['--version', String(review.version)];
    const decision = [...version, '--fingerprint', String(review.fingerprint)];
    const approve = ['review', 'approve', reviewId];
    expect(await refused(separately, ...approve, ...version, '--fingerprint', 'another')).toEqual([
      7,
      'STALE',
    ]);
    // Two students and a missing teacher do not pass the gate of a first roster: somebody says why they may.
    expect(await refused(here, ...approve, ...decision)).toEqual([3, 'GATE_NOT_PASSED']);
    const gate = await json(here, 'policy', 'gate', first, ...of);
    for (const { criterion, outcome } of rowsOf(gate)) {
      if (outcome !== 'failed') continue;
      const waive = ['policy', 'waive', first, ...of, '--criterion', String(criterion)];
      await json(here, ...waive, '--comment', 'a small trial');
    }
    expect(await json(separately, ...approve, ...decision)).toEqual({
      id: Number(reviewId),
      tenant: 'alder-creek',
      runNumber: Number(first),
      outcome: 'DECIDED',
    });

    const waiting = json(separately, 'run', 'wait', first, ...of, '--timeout', '120');
    await work();
    const applied = await waiting;
    expect(applied).toMatchObject({ status: 'APPLIED', isInForce: true });
    expect(await refused(here, ...approve, ...decision)).toEqual([3, 'NOT_OPEN']);

    const file = path.join(ctx.settings.dataFolder, 'orgs.csv');
    const [people, exported] = await Promise.all([
      separately(['roster', 'export', 'people', ...of, '--filter', 'kind=student']),
      json(here, 'roster', 'export', 'orgs', ...of, '--out', 'orgs.csv'),
    ]);
    expect(people.out.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      'sourcedId',
      'u1',
      'u2',
      '',
    ]);
    expect(exported).toEqual({ entity: 'orgs', file, rows: 2 });
    expect(await readFile(file, 'utf8')).toContain("s,'=Elm School,school");
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const secondId = await deliver('alder-creek', (text) => text.replace('Bo,', 'Bodil,'));
    const second = '2';
    expect(await json(here, 'run', 'wait', ...of, '--after', first)).toMatchObject({
      number: 2,
      runId: secondId,
      status: 'DEFERRED',
    });
    expect(secondId).not.toBe(2);
    expect(await json(here, 'run', 'show', `id:${secondId}`, ...of)).toMatchObject({ number: 2 });
    expect(await refused(here, 'run', 'show', String(secondId), ...of)).toEqual([
      4,
      'RUN_NOT_FOUND',
    ]);
    const records = await json(here, 'run', 'changes', second, ...of, '--records');
    expect(rowsOf(records)).toEqual([
      expect.objectContaining({ action: 'UPDATE', sourcedId: 'u2', fields: ['given_name'] }),
    ]);
    await json(here, 'run', 'apply', second, ...of);
    await work();
    expect(await refused(here, 'run', 'apply', second, ...of)).toEqual([3, 'NOT_WAITING']);
    await json(here, 'run', 'undo', second, '--reason', 'a test', ...of);
    await work();
    expect(await json(here, 'run', 'wait', second, ...of)).toMatchObject({ status: 'ROLLED_BACK' });

    const acts = await ctx.db.prisma.auditEvent.findMany({
      where: { tenantId: Number(tenant.id), actorKind: 'command-line' },
      orderBy: { id: 'asc' },
    });
    expect(acts.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'tenant.created',
        'connection.created',
        'sftp-password.generated',
        'circuit-break.approved',
        'roster.exported',
        'sync-run.apply-now',
        'sync-run.undo-requested',
      ]),
    );
  });

  test('invites, rotates and revokes', async () => {
    const of = ['--tenant', 'birch-falls'];
    await createPerson(ctx, { email: 'psm@connector.example', role: 'PSM' });
    await json(here, ...CREATE, '--name', 'Birch Falls', '--psm', 'PSM@connector.example');
    const first = await json(here, 'connection', 'create', ...of);
    const invitee = ['--name', 'Dana Alder', '--email', 'dana@birchfalls.example'];
    const [invitation, rotated, set, staff] = await Promise.all([
      json(here, 'invitation', 'create', ...of, ...invitee),
      json(here, 'connection', 'rotate-password', ...of, '--overlap-hours', '1'),
      json(here, 'connection', 'set', ...of, '--apply', 'on-arrival', '--quiet-seconds', '5'),
      json(
        here,
        'staff',
        'invite',
        '--name',
        'Kim',
        '--email',
        'kim@connector.example',
        '--role',
        'psm',
      ),
    ]);
    expectDocumented('invitation create', invitation);
    expectDocumented('connection rotate-password', rotated);
    expect(rotated).toMatchObject({ replaced: 1 });
    expect(rowsOf(set)[0]).toMatchObject({ applySlot: 'ON_ARRIVAL', quietSeconds: 5 });
    expectDocumented('connection list', rowsOf(set)[0]);
    expectDocumented('staff invite', staff);

    const client = await createClientFolder();
    const { file } = await createKeyPair(client, 'sis-server');
    const key = await json(here, 'connection', 'add-key', `${file}.pub`, ...of);
    expectDocumented('connection add-key', key);
    expect(key).toMatchObject({ tenant: 'birch-falls', name: 'sis-server' });
    expect(await refused(here, 'connection', 'add-key', file, ...of)).toEqual([
      3,
      'KEY_IS_PRIVATE',
    ]);
    expect(await refused(here, 'connection', 'add-key', 'not-there.pub', ...of)).toEqual([
      2,
      'USAGE',
    ]);
    await client.remove();
    const withKey = await here(['connection', 'list', ...of]);
    expect(withKey.out).toMatch(new RegExp(` ${String(key.keyId)}$`, 'm'));
    const ended = await json(here, 'connection', 'revoke-key', String(key.keyId), ...of);
    expectDocumented('connection revoke-key', ended);
    expect(ended).toEqual({ keyId: key.keyId, wasValid: true });

    const from = ['192.0.2.4', '2001:db8::/48'];
    const allowed = await json(here, 'connection', 'allow-addresses', ...from, ...of);
    expectDocumented('connection allow-addresses', allowed);
    expect(allowed).toEqual({ tenant: 'birch-falls', addresses: from });
    expect(await refused(here, 'connection', 'allow-addresses', 'sis.local', ...of)).toEqual([
      3,
      'NOT_AN_ADDRESS',
    ]);
    const shownList = await json(here, 'connection', 'allow-addresses', ...of);
    expect(shownList).toEqual(allowed);
    const any = await json(here, 'connection', 'allow-addresses', '--any', ...of);
    expect(any).toMatchObject({ addresses: [] });

    const [again, revoked, resent] = await Promise.all([
      refused(here, 'invitation', 'create', ...of, ...invitee),
      json(here, 'connection', 'revoke-password', String(first.passwordId), ...of),
      json(here, 'invitation', 'resend', String(invitation.id), ...of),
    ]);
    expect(again).toEqual([3, 'ALREADY_INVITED']);
    expect(revoked).toEqual({ passwordId: first.passwordId, wasValid: true });
    expect(resent.url).not.toBe(invitation.url);
    const [ofStaff, tenant, listed] = await Promise.all([
      refused(here, 'invitation', 'revoke', String(invitation.id)),
      json(here, 'tenant', 'show', 'birch-falls'),
      here(['invitation', 'list', ...of]),
    ]);
    // Named without its district it is an invitation of staff, and of those there is none.
    expect(ofStaff).toEqual([4, 'INVITATION_NOT_FOUND']);
    expect(tenant).toMatchObject({ status: 'WAITING_FOR_FIRST_FILES' });
    expect(listed.out).toMatch(/dana@birchfalls\.example +Dana Alder +DISTRICT_CONTACT +sent/);
  });

  test('says what was wrong with exit codes that mean something', async () => {
    await json(here, ...CREATE, '--name', 'Cedar Hill');
    const of = ['--tenant', 'cedar-hill'];
    const answers = await Promise.all([
      refused(here, ...CREATE, '--name', 'Cedar Hill'),
      refused(here, ...CREATE, '--name', 'Cedar Hill', '--psm', 'nobody@connector.example'),
      refused(here, 'tenant', 'show', 'nowhere'),
      refused(here, 'run', 'show', '999999', ...of),
      refused(here, 'run', 'show', 'id:1', ...of),
      refused(here, 'run', 'wait', '--after', 'id:1', ...of),
      refused(here, 'run', 'show', 'id:first', ...of),
      refused(here, 'review', 'show', '999999'),
      refused(here, 'delivery', 'list', ...of),
      refused(here, 'run', 'wait', ...of, '--timeout', '0'),
      refused(here, 'run', 'show', 'first', ...of),
      refused(
        here,
        'tenant',
        'create',
        '--name',
        'Elsewhere',
        '--state',
        'XX',
        '--time-zone',
        'UTC',
      ),
      refused(here, 'roster', 'export', 'people', ...of, '--filter', 'colour=red'),
      refused(here, 'tenant'),
      refused(here, 'tenant', 'list', '--colour'),
    ]);
    expect(answers).toEqual([
      [3, 'SLUG_TAKEN'],
      [4, 'STAFF_NOT_FOUND'],
      [4, 'TENANT_NOT_FOUND'],
      [4, 'RUN_NOT_FOUND'],
      [4, 'RUN_NOT_FOUND'],
      [4, 'RUN_NOT_FOUND'],
      [2, 'USAGE'],
      [4, 'REVIEW_NOT_FOUND'],
      [4, 'NO_SUCH_CONNECTION'],
      [6, 'NOT_IN_TIME'],
      [2, 'USAGE'],
      [2, 'USAGE'],
      [2, 'USAGE'],
      [2, 'USAGE'],
      [2, 'USAGE'],
    ]);
    const [shown, wrong] = await Promise.all([
      separately(['tenant', 'show', 'nowhere']),
      separately(['tenant', 'list', '--colour']),
    ]);
    expect(shown).toEqual({
      code: 4,
      out: '',
      err: 'There is no such district. Look for it in the list of districts.\nSee "tenant list".\n',
    });
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain("unknown option '--colour'");
  });

  test('knows when something is not up', async () => {
    const nowhere = path.join(ctx.settings.dataFolder, 'nothing-here');
    const noInstance = { DATABASE_URL: '', CONNECTOR_SECRET: '', CONNECTOR_DATA_DIR: nowhere };
    const [down, missing, gone, odd] = await Promise.all([
      separately(['doctor', '--json']),
      separately(['tenant', 'list'], noInstance),
      separately(['tenant', 'list'], { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/none' }),
      separately(['tenant', 'list'], { PORT: 'many' }),
    ]);
    expect(down.code).toBe(5);
    const health = JSON.parse(down.out) as Json;
    expectDocumented('doctor', health);
    expect(health).toMatchObject({
      status: 'failed',
      checks: { database: { status: 'ok' }, worker: { status: 'failed' }, role: { status: 'ok' } },
    });
    expect(missing).toMatchObject({ code: 5, out: '' });
    expect(missing.err).toContain(`No Connector runs from ${nowhere}`);
    expect(gone).toMatchObject({ code: 5, out: '' });
    expect(gone.err).toContain('nothing answers at 127.0.0.1 port 9');
    expect(odd).toMatchObject({ code: 2, out: '' });

    // A sign of life is fresh for half a minute, and a busy machine takes longer than that to start a process.
    const beat = async (): Promise<void> => {
      const now = new Date();
      ctx.clock.set(now);
      await writeHeartbeat(ctx, 'worker', 'one', now, {});
      await writeHeartbeat(ctx, 'sftp', 'one', now, {});
    };
    await beat();
    const beating = setInterval(() => void beat(), 1000);
    const up = await separately(['doctor']).finally(() => clearInterval(beating));
    expect(up).toMatchObject({ code: 0, err: '' });
    expect(up.out).toMatch(/^worker +ok +The worker is up\.$/m);
  });
});
