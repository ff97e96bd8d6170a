// Connections that are fetched from: made, changed, tested, switched to. A secret comes by standard input and is never printed.
import { Option, type Command } from 'commander';
import {
  KINDS_OF_CONNECTION,
  kindOfConnection,
  type ApiAuthorization,
  type KindName,
} from '@/lib/core/connections/kinds';
import { testLineText, TEST_STEPS } from '@/lib/core/pulls/connection-test';
import { pullSettings } from '@/lib/core/pulls/pull-settings';
import { VENDOR_PROFILES, vendorsOf, type VendorName } from '@/lib/core/pulls/vendor-profiles';
import type { AppContext } from '@/lib/server/app-context';
import {
  changeApiAccount,
  changePullRules,
} from '@/lib/server/connections/commands/change-api-account';
import { createApiConnection } from '@/lib/server/connections/commands/create-api-connection';
import {
  switchAttendance,
  type AttendanceRules,
} from '@/lib/server/connections/commands/switch-attendance';
import { moveRosterFeed } from '@/lib/server/connections/commands/move-feed';
import type {
  ApiAccountRow,
  ConnectionRow,
} from '@/lib/server/connections/queries/list-connections';
import { askForTest } from '@/lib/server/pulls/commands/ask-for-test';
import { findLastTest, type ListedTest } from '@/lib/server/pulls/queries/last-test';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';
import {
  connectionOptions,
  enumName,
  requireTenantOption,
  wholeNumber,
  withConnection,
  withTenant,
  words,
  type ConnectionOptions,
} from '../arguments';
import type { CommandContext, Run } from '../command-context';
import { done, EXIT, failure, refuse, type Outcome } from '../outcome';
import { factsText, rowsText } from '../text';

const MOST_SECRET_BYTES = 4096;
const LONGEST_WAIT_SECONDS = 300;

const apiKinds = (Object.keys(KINDS_OF_CONNECTION) as KindName[]).filter(
  (name) => kindOfConnection(name).api !== null,
);
const authorizations = [
  ...new Set(apiKinds.flatMap((name) => kindOfConnection(name).api?.authorizations ?? [])),
];

interface AccountOptions {
  vendor?: string;
  address?: string;
  tokenAddress?: string;
  authorization?: string;
  key?: string;
}

const withAccount = (command: Command): Command =>
  command
    .addOption(new Option('--vendor <name>').choices(words(Object.keys(VENDOR_PROFILES))))
    .option('--address <url>', 'of the API, up to its version')
    .option('--token-address <url>', 'of OAuth 2, where the API does not tell it')
    .addOption(new Option('--authorization <kind>').choices(words(authorizations)))
    .option('--key <text>', 'client id or consumer key');

/** The connection that is meant, which has to be one that is fetched from. */
export function withApi(
  ctx: AppContext,
  options: ConnectionOptions,
  work: (
    connection: ConnectionRow & { api: ApiAccountRow },
    tenant: TenantRow,
  ) => Promise<Outcome | null>,
): Promise<Outcome | null> {
  return withConnection(ctx, options, async (connection, tenant) =>
    connection.api
      ? work({ ...connection, api: connection.api }, tenant)
      : refuse('NOT_FETCHED_FROM'),
  );
}

export function addApiConnectionCommands(connection: Command, run: Run): void {
  connection
    .command('kinds')
    .description('what can be fetched from: kinds, vendors and authorizations')
    .action(() =>
      run(
        () => {
          const rows = apiKinds.flatMap((name) => {
            const { api, words: said } = kindOfConnection(name);
            if (!api) return [];
            return [
              {
                kind: words([name]).join(),
                name: said.name,
                authorizations: words(api.authorizations).join(', '),
                vendors: words(vendorsOf(api.protocol).map(({ value }) => value)).join(', '),
              },
            ];
          });
          const columns = ['kind', 'name', 'authorizations', 'vendors'];
          return Promise.resolve(done({ rows, total: rows.length }, rowsText(rows, columns, '')));
        },
        { withoutDatabase: true },
      ),
    );

  withAccount(requireTenantOption(connection.command('create-api')))
    .description('a connection that is fetched from; its secret is read from standard input')
    .addOption(
      new Option('--kind <kind>', 'as "connection kinds" lists them')
        .choices(words(apiKinds))
        .makeOptionMandatory(),
    )
    .action((options: AccountOptions & { tenant: string; kind: string }) =>
      run(async ({ ctx, actor, readInput }) =>
        withTenant(ctx, options.tenant, async (tenant) => {
          const kind = enumName(options.kind) as KindName;
          const [usual = 'OAUTH2'] = kindOfConnection(kind).api?.authorizations ?? [];
          const created = await createApiConnection(ctx, actor, tenant.id, {
            kind,
            vendor: vendorOf(options) ?? usualVendor(kind),
            baseUrl: options.address ?? '',
            tokenUrl: options.tokenAddress ?? '',
            authorization: authorizationOf(options) ?? usual,
            clientId: options.key ?? '',
            secret: await readSecret(readInput),
          });
          if (!created.ok) return refuse(created);
          const { connectionId, bringsRoster } = created;
          const facts = { connection: connectionId, bringsRoster };
          return done(facts, factsText(facts));
        }),
      ),
    );

  withAccount(connectionOptions(connection.command('change-api')))
    .description('another address or key')
    .option('--secret-from-input', 'read a new secret from standard input')
    .action((options: AccountOptions & ConnectionOptions & { secretFromInput?: boolean }) =>
      run(async ({ ctx, actor, readInput }) =>
        withApi(ctx, options, async (row, tenant) => {
          const changed = await changeApiAccount(ctx, actor, tenant.id, row.id, {
            vendor: vendorOf(options),
            baseUrl: options.address,
            tokenUrl: options.tokenAddress,
            authorization: authorizationOf(options),
            clientId: options.key,
            secret: options.secretFromInput ? await readSecret(readInput) : '',
          });
          return changed.ok
            ? done({ connection: row.id }, 'Changed. Test the connection before its next pull.')
            : refuse(changed);
        }),
      ),
    );

  connectionOptions(connection.command('settings'))
    .description('when and how a connection is fetched from')
    .action((options: ConnectionOptions) =>
      run(async ({ ctx }) =>
        withApi(ctx, options, async (row) => {
          const facts = settingsFacts(row.id, row.api);
          return done(facts, factsText(facts));
        }),
      ),
    );

  connectionOptions(connection.command('set-pulls'))
    .description('when it is read and what of it, from the next pull on')
    .addOption(new Option('--nightly <switch>').choices(['on', 'off']))
    .option('--at <time>', 'local time, such as 00:30')
    .option('--schools <ids>', 'sourcedIds of schools, separated by commas, or "all"')
    .option('--user-name-from <field>', 'username, email, identifier or sourcedId')
    .option('--email-from <field>', 'email, username or metadata.name')
    .option('--merge-staff-by <field>', 'none, identifier or email')
    .addOption(
      new Option('--attendance <switch>', 'whether attendance is fetched in school hours').choices([
        'on',
        'off',
      ]),
    )
    .option('--attendance-every <minutes>', '5 to 240', wholeNumber)
    .option('--attendance-hours <times>', 'local, such as 07:00-17:00')
    .action((options: ConnectionOptions & PullOptions & AttendanceOptions) =>
      run(async ({ ctx, actor }) =>
        withApi(ctx, options, async (row, tenant) => {
          const rules = attendanceRulesOf(options);
          const switched = await switchAttendance(ctx, actor, tenant.id, row.id, rules);
          if (!switched.ok) return refuse(switched);
          const changed = await changePullRules(ctx, actor, tenant.id, row.id, rulesOf(options));
          return changed.ok ? done({ connection: row.id }, 'Changed.') : refuse(changed);
        }),
      ),
    );

  connectionOptions(connection.command('test'))
    .description('tests a connection step by step, and waits for the result')
    .option('--wait <seconds>', 'at most', wholeNumber, LONGEST_WAIT_SECONDS)
    .action((options: ConnectionOptions & { wait: number }) =>
      run(async ({ ctx, actor, note }) =>
        withApi(ctx, options, async (row, tenant) => {
          const asked = await askForTest(ctx, actor, tenant.id, row.id);
          if (!asked.ok) return refuse(asked);
          note('A worker tests the connection.');
          const key = { tenantId: tenant.id, connectionId: row.id };
          const deadline = performance.now() + options.wait * 1000;
          for (;;) {
            const test = await findLastTest(ctx, key);
            if (test?.finishedAt) return testOutcome(test);
            if (performance.now() > deadline)
              return failure(EXIT.notInTime, 'NOT_IN_TIME', 'The test has not ended in this time.');
            await new Promise((resolve) => setTimeout(resolve, 500));
          }
        }),
      ),
    );

  connectionOptions(connection.command('last-test'))
    .description('the newest test of a connection, line by line')
    .action((options: ConnectionOptions) =>
      run(async ({ ctx }) =>
        withApi(ctx, options, async (row, tenant) => {
          const test = await findLastTest(ctx, { tenantId: tenant.id, connectionId: row.id });
          return test ? testOutcome(test) : done({ lines: [] }, 'It was not tested yet.');
        }),
      ),
    );

  connectionOptions(connection.command('switch'))
    .description('lets the roster come through this connection from now on')
    .action((options: ConnectionOptions) =>
      run(async ({ ctx, actor }) =>
        withConnection(ctx, options, async (row, tenant) => {
          const moved = await moveRosterFeed(ctx, actor, tenant.id, row.id);
          return moved.ok
            ? done(
                { connection: row.id },
                'Switched. The live roster stays, and the first update through this connection is reviewed.',
              )
            : refuse(moved);
        }),
      ),
    );
}

interface PullOptions {
  nightly?: 'on' | 'off';
  at?: string;
  schools?: string;
  userNameFrom?: string;
  emailFrom?: string;
  mergeStaffBy?: string;
}

interface AttendanceOptions {
  attendance?: 'on' | 'off';
  attendanceEvery?: number;
  attendanceHours?: string;
}

function attendanceRulesOf(options: AttendanceOptions): AttendanceRules {
  const [from, to] = options.attendanceHours?.split('-') ?? [];
  return {
    readsAttendance: options.attendance === undefined ? undefined : options.attendance === 'on',
    attendanceEveryMinutes: options.attendanceEvery,
    attendanceFrom: from?.trim(),
    attendanceTo: options.attendanceHours === undefined ? undefined : (to ?? '').trim(),
  };
}

function rulesOf({ nightly, at, schools, userNameFrom, emailFrom, mergeStaffBy }: PullOptions) {
  const given = Object.entries({
    schools: schools === undefined || schools === 'all' ? undefined : schools.split(','),
    userNameFrom,
    emailFrom,
    mergeStaffBy,
  }).filter(([, value]) => value !== undefined);
  return {
    isScheduled: nightly === undefined ? undefined : nightly === 'on',
    pullAt: at,
    settings: {
      ...Object.fromEntries(given),
      ...(schools === 'all' ? { schools: null } : {}),
    },
  };
}

const vendorOf = ({ vendor }: AccountOptions): VendorName | undefined =>
  vendor === undefined ? undefined : (enumName(vendor) as VendorName);

const authorizationOf = ({ authorization }: AccountOptions): ApiAuthorization | undefined =>
  authorization === undefined ? undefined : (enumName(authorization) as ApiAuthorization);

function usualVendor(kind: KindName): VendorName {
  const { api } = kindOfConnection(kind);
  const [first] = api ? vendorsOf(api.protocol) : [];
  return first?.value ?? 'OTHER';
}

async function readSecret(readInput: CommandContext['readInput']): Promise<string> {
  const bytes = await readInput(MOST_SECRET_BYTES);
  return bytes?.toString('utf8').trim() ?? '';
}

function settingsFacts(connection: number, api: ApiAccountRow) {
  const settings = pullSettings(api.settings);
  return {
    connection,
    vendor: api.vendor,
    address: api.baseUrl,
    tokenAddress: api.tokenUrl,
    authorization: api.authorization,
    key: api.clientId,
    secretChangedAt: api.secretChangedAt,
    testedAt: api.testedAt,
    nightly: api.isScheduled,
    at: api.pullAt,
    schools: settings.schools?.join(', ') ?? 'all',
    userNameFrom: settings.userNameFrom,
    emailFrom: settings.emailFrom,
    mergeStaffBy: settings.mergeStaffBy,
    nextYear: settings.nextYear,
    attendance: api.readsAttendance,
    attendanceEveryMinutes: api.attendanceEveryMinutes,
    attendanceHours: `${api.attendanceFrom}-${api.attendanceTo}`,
    changesAlone: api.allowsDeltas,
    minIntervalMs: api.minIntervalMs,
    pageSize: api.pageSize,
  };
}

function testOutcome({ askedAt, finishedAt, lines }: ListedTest): Outcome {
  const rows = lines.map((line) => ({ step: line.step, ...testLineText(line) }));
  const data = { askedAt, finishedAt, lines: rows };
  const text = rows
    .map(({ label, outcome, text: said, remedy }) =>
      [`${outcome.padEnd(9)} ${label}: ${said}`, ...(remedy ? [`          ${remedy}`] : [])].join(
        '\n',
      ),
    )
    .join('\n');
  const isGood =
    rows.length === TEST_STEPS.length && rows.every(({ outcome }) => outcome !== 'FAILED');
  return { exitCode: isGood || finishedAt === null ? EXIT.done : EXIT.refused, data, text };
}
