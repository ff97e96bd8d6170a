import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { markCalendarDay } from '@/lib/server/attendance/commands/mark-day';
import {
  changeNoticeSettings,
  findNoticeSettings,
} from '@/lib/server/attendance/commands/notice-settings';
import { explainNoList } from '@/lib/server/attendance/queries/day-without-list';
import { plural } from '@/lib/core/format/numbers';
import {
  releaseAllNotices,
  releaseNotices,
} from '@/lib/server/attendance/commands/release-notices';
import { heldDigest } from '@/lib/server/attendance/held-digest';
import { exportNotices, exportSchoolDays } from '@/lib/server/attendance/export';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import {
  eachNotice,
  listNoticeLists,
  type NoticeRow,
} from '@/lib/server/attendance/queries/notices';
import { findSchoolGrid } from '@/lib/server/attendance/queries/school-grid';
import { plainDate, requireTenantOption, withTenant } from '../arguments';
import type { CommandContext, Run } from '../command-context';
import { done, refuse, type Outcome } from '../outcome';
import { factsText, rowsText } from '../text';

const SHOWN_STUDENTS = 5_000;

/** The calendar, the notices of a day and the days of a school. */
export function addAttendanceDayCommands(attendance: Command, run: Run): void {
  addCalendarCommands(attendance, run);
  addNoticeCommands(attendance, run);
  addNoticeSettingsCommand(attendance, run);
  addGridCommands(attendance, run);
}

function addCalendarCommands(attendance: Command, run: Run): void {
  const calendar = attendance.command('calendar').description('days with and without school');
  requireTenantOption(calendar.command('mark'))
    .description('says whether there is school on a day, over what files and terms say')
    .requiredOption('--date <date>', 'the day', plainDate)
    .addOption(
      new Option('--school-day <answer>', 'unset takes an earlier mark away')
        .choices(['yes', 'no', 'unset'])
        .makeOptionMandatory(),
    )
    .option('--school <id>', 'one school instead of all')
    .option('--note <text>', 'shown beside the day')
    .action(
      (options: {
        tenant: string;
        date: PlainDate;
        schoolDay: string;
        school?: string;
        note?: string;
      }) =>
        run(async ({ ctx, actor }) =>
          withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
            const { date, schoolDay } = options;
            const schoolId = options.school ?? null;
            const isInSession = schoolDay === 'unset' ? null : schoolDay === 'yes';
            const note = options.note ?? null;
            const result = await markCalendarDay(ctx, actor, {
              tenantId,
              schoolId,
              date,
              isInSession,
              note,
            });
            if (!result.ok) return refuse(result);
            return done({ date, schoolId, isInSession }, `${date} is marked: ${schoolDay}.`);
          }),
        ),
    );
}

function addNoticeCommands(attendance: Command, run: Run): void {
  requireTenantOption(attendance.command('notices'))
    .description('the notice lists of a day; with --json, also who is on them')
    .option('--date <date>', 'another day than today', plainDate)
    .option('--school <id>', 'one school')
    .option('--out <file>', 'writes the students and contacts as CSV into this file')
    .action((options: { tenant: string; date?: PlainDate; school?: string; out?: string }) =>
      run(async (context) =>
        withTenant(context.ctx, options.tenant, async ({ id: tenantId }) => {
          const { ctx, actor } = context;
          const { today } = await getAttendanceYear(ctx, tenantId);
          const date = options.date ?? today;
          const target = { tenantId, date, schoolId: options.school ?? null };
          if (options.out !== undefined)
            return writeTo(context, options.out, exportNotices(ctx, actor, target));
          const lists = (await listNoticeLists(ctx, { tenantId, date })).filter(
            ({ schoolId }) => options.school === undefined || schoolId === options.school,
          );
          const notices: NoticeRow[] = [];
          if (context.isJson)
            for await (const notice of eachNotice(ctx, target)) notices.push(notice);
          const rows = lists.map((list) => ({ ...list, because: list.heldBecause.join(', ') }));
          // What releasing all of them names: nothing goes out that was not listed here, and nothing of another day at all.
          const held = lists.filter(({ state }) => state === 'HELD');
          const isAllOfToday = date === today && options.school === undefined;
          const seen = held.length > 0 && isAllOfToday ? heldDigest(date, held) : null;
          const columns = [
            'schoolId',
            'schoolName',
            'state',
            'because',
            'waiting',
            'listed',
            'retracted',
          ];
          return done(
            { date, lists, notices, seen },
            [
              rowsText(
                rows.map(
                  ({ heldBecause: _codes, facts: _facts, sentences: _sentences, ...row }) => row,
                ),
                columns,
                [
                  'No list for this day.',
                  ...(await explainNoList(ctx, { tenantId, date })).reasons,
                ].join(' '),
              ),
              ...(seen === null ? [] : ['', `seen ${seen}`]),
            ].join('\n'),
          );
        }),
      ),
    );

  requireTenantOption(attendance.command('release'))
    .description('lets the held notices of a school, or of all schools, go out today')
    .addOption(new Option('--school <id>', 'the school').conflicts('all'))
    .option('--all', 'every school that is held, as "attendance notices" listed them')
    .option('--seen <code>', 'with --all: the code of the held lists, from "attendance notices"')
    .requiredOption('--reason <text>', 'why the day is as it is')
    .action((options: ReleaseOptions) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
          const { today: date } = await getAttendanceYear(ctx, tenantId);
          const { school: schoolId, reason, seen } = options;
          if (schoolId === undefined) {
            if (!options.all || seen === undefined) return refuse('LISTS_NEEDED');
            const result = await releaseAllNotices(ctx, actor, { tenantId, date, reason, seen });
            if (!result.ok) return refuse(result);
            const { schools, notices } = result;
            return done(
              { date, schools, notices },
              `${plural(notices, 'notice')} of ${plural(schools, 'school')} may go out.`,
            );
          }
          const result = await releaseNotices(ctx, actor, { tenantId, schoolId, date, reason });
          if (!result.ok) return refuse(result);
          return done(
            { schoolId, date, notices: result.notices },
            `${plural(result.notices, 'notice')} of ${schoolId} may go out.`,
          );
        }),
      ),
    );
}

interface ReleaseOptions {
  tenant: string;
  school?: string;
  all?: boolean;
  seen?: string;
  reason: string;
}

function addNoticeSettingsCommand(attendance: Command, run: Run): void {
  requireTenantOption(attendance.command('notice-settings'))
    .description('what makes a notice; says how it is, and changes what is named')
    .addOption(new Option('--tardies <answer>', 'tardies on the lists too').choices(['yes', 'no']))
    .option('--cut-off <time>', 'the list of a file that comes later is held, such as 16:00')
    .action((options: { tenant: string; tardies?: string; cutOff?: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
          const { tardies, cutOff: noticeCutOff } = options;
          if (tardies === undefined && noticeCutOff === undefined) {
            const settings = await findNoticeSettings(ctx.db.pool, tenantId);
            return settings ? done(settings, factsText({ ...settings })) : refuse('NO_ATTENDANCE');
          }
          const result = await changeNoticeSettings(ctx, actor, {
            tenantId,
            ...(tardies === undefined ? {} : { noticesForTardies: tardies === 'yes' }),
            ...(noticeCutOff === undefined ? {} : { noticeCutOff }),
          });
          if (!result.ok) return refuse(result);
          return done(result.settings, factsText({ ...result.settings }));
        }),
      ),
    );
}

function addGridCommands(attendance: Command, run: Run): void {
  const grid = attendance.command('grid').description('the days of a school');
  requireTenantOption(grid.command('export'))
    .description(
      'a line per student and day; days without a row say so. Recorded like every export',
    )
    .requiredOption('--school <id>', 'the school')
    .requiredOption('--from <date>', 'first day', plainDate)
    .requiredOption('--to <date>', 'last day', plainDate)
    .option('--out <file>', 'writes this file instead of standard output')
    .action(
      (options: { tenant: string; school: string; from: PlainDate; to: PlainDate; out?: string }) =>
        run(async (context) =>
          withTenant(context.ctx, options.tenant, async ({ id: tenantId }) => {
            const { ctx, actor } = context;
            const input = {
              tenantId,
              schoolId: options.school,
              from: options.from,
              to: options.to,
              grade: null,
              classId: null,
              band: null,
              search: null,
              sort: 'name',
            } as const;
            const first = await findSchoolGrid(ctx, {
              ...input,
              page: 1,
              pageSize: context.isJson ? SHOWN_STUDENTS : 1,
            });
            if (!first) return refuse('SCHOOL_NOT_FOUND');
            if (options.out !== undefined)
              return writeTo(context, options.out, exportSchoolDays(ctx, actor, input));
            if (context.isJson) return done(first, '');
            for await (const line of exportSchoolDays(ctx, actor, input)) await context.write(line);
            return null;
          }),
        ),
    );
}

/** The rows are of children: the file is for nobody else on this machine. */
async function writeTo(
  { folder }: CommandContext,
  name: string,
  lines: AsyncGenerator<string>,
): Promise<Outcome> {
  const file = path.resolve(folder, name);
  await pipeline(lines, createWriteStream(file, { mode: 0o600 }));
  return done({ file }, `Written to ${file}.`);
}
