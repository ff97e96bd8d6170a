import { Option, type Command } from 'commander';
import type { AppContext } from '@/lib/server/app-context';
import { TenantKind } from '@/lib/server/db';
import { listStaff } from '@/lib/server/people/queries/list-people';
import { createTenant } from '@/lib/server/tenants/commands/save-tenant';
import {
  findTenantBySlug,
  getTenantBySlug,
  listTenants,
  type TenantRow,
} from '@/lib/server/tenants/queries/list-tenants';
import { newTenantInput } from '@/lib/server/tenants/commands/tenant-input';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';
import { checked, enumName, positiveNumber, words } from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { addReadingOptions, type ReadingOptions } from '../reading-options';
import { factsText, rowsText } from '../text';

interface NewTenant extends ReadingOptions {
  name: string;
  state: string;
  timeZone: string;
  slug?: string;
  kind?: string;
  sis?: string;
  firstDayOfSchoolDate?: string;
  psm?: string;
  implementer?: string;
}

export function addTenantCommands(program: Command, run: Run): void {
  const tenant = program.command('tenant').description('districts');

  addReadingOptions(
    tenant
      .command('create')
      .description('a new district')
      .requiredOption('--name <name>', 'the name people use')
      .requiredOption('--state <code>', 'postal code, CA')
      .requiredOption('--time-zone <zone>', 'such as America/Los_Angeles')
      .option('--slug <slug>', 'name in addresses; derived from the name unless given')
      .addOption(new Option('--kind <kind>', 'what it is').choices(words(Object.keys(TenantKind))))
      .option('--sis <name>', 'its student information system')
      .option('--first-day-of-school-date <date>', 'such as 2026-08-17')
      .option('--psm <address>', 'email address of its Partner Success Manager')
      .option('--implementer <address>', 'email address of the implementer'),
  ).action((options: NewTenant) =>
    run(async ({ ctx, actor }) => {
      const { psm, implementer, languageCodes, kind, ...rest } = options;
      const staff = await findStaff(ctx, [psm, implementer]);
      if (!staff) return refuse('STAFF_NOT_FOUND');
      const input = checked(newTenantInput, {
        ...rest,
        kind: kind && enumName(kind),
        languageCodeSet: languageCodes && enumName(languageCodes),
        psmId: staff[0],
        implementerId: staff[1],
      });
      if (!input.ok) return input.outcome;
      const result = await createTenant(ctx, actor, input.value);
      if (!result.ok) return refuse(result);
      const made = shown(await getTenantBySlug(ctx, result.tenant.slug));
      return done(made, factsText(made));
    }),
  );

  tenant
    .command('list')
    .description('districts by name')
    .option('--search <text>', 'part of a name or slug')
    .option('--page <number>', 'from 1', positiveNumber, 1)
    .option('--page-size <number>', 'districts a page', positiveNumber, 50)
    .action((options: { search?: string; page: number; pageSize: number }) =>
      run(async ({ ctx }) => {
        const found = await listTenants(ctx, options);
        const rows = found.rows.map(shown);
        const columns = ['slug', 'name', 'state', 'status', 'students', 'lastAppliedAt'];
        return done({ rows, total: found.total }, rowsText(rows, columns, 'No districts.'));
      }),
    );

  tenant
    .command('show')
    .description('one district')
    .argument('<slug>')
    .action((slug: string) =>
      run(async ({ ctx }) => {
        const found = await findTenantBySlug(ctx, slug);
        if (!found) return refuse('TENANT_NOT_FOUND');
        return done(shown(found), factsText(shown(found)));
      }),
    );
}

/** Ids of these addresses, in their order; null where one is nobody's. */
async function findStaff(
  ctx: AppContext,
  addresses: readonly (string | undefined)[],
): Promise<(number | null)[] | null> {
  if (addresses.every((address) => address === undefined)) return addresses.map(() => null);
  const staff = await listStaff(ctx);
  const ids = addresses.map((address) => {
    if (address === undefined) return null;
    return staff.find(({ email }) => email === address.trim().toLowerCase())?.id;
  });
  return ids.every((each) => each !== undefined) ? ids : null;
}

function shown(row: TenantRow) {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    state: row.state,
    timeZone: row.timeZone,
    sis: row.sis,
    firstDayOfSchoolDate: row.firstDayOfSchoolDate,
    status: tenantStatus(row),
    psm: row.psmName,
    implementer: row.implementerName,
    contacts: row.contactCount,
    students: row.studentCount,
    lastDeliveryAt: row.lastDeliveryAt,
    lastAppliedAt: row.lastAppliedAt,
    latestRunNumber: row.latestRunNumber,
    latestRunState: row.latestRunState,
    openReviewId: row.openBreakId,
  };
}
