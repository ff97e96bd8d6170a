import { Option, type Command } from 'commander';
import { ATTENDANCE_CATEGORIES, type CategoryMeaning } from '@/lib/core/attendance/categories';
import { ID_KINDS } from '@/lib/core/attendance/id-kinds';
import { ATTENDANCE_RUN_STATES, type AttendanceRunState } from '@/lib/core/attendance/run-states';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { RunAddress } from '@/lib/core/sync-run/run-address';
import { decideAttendanceRun } from '@/lib/server/attendance/commands/decide-run';
import {
  acceptFileName,
  confirmFileName,
  refuseFileName,
} from '@/lib/server/attendance/commands/file-names';
import { setIdKind } from '@/lib/server/attendance/commands/id-kinds';
import { mapCategory } from '@/lib/server/attendance/commands/map-category';
import { getAttendanceYear } from '@/lib/server/attendance/queries/attendance-year';
import { getFeedBoard } from '@/lib/server/attendance/queries/feed-board';
import { identifyFile } from '@/lib/server/attendance/queries/identify-file';
import { listIdKinds } from '@/lib/server/attendance/queries/id-kinds';
import { listUnmappedCategories } from '@/lib/server/attendance/queries/mapping';
import { findAttendanceRun, listAttendanceRuns } from '@/lib/server/attendance/queries/runs';
import type { AppContext } from '@/lib/server/app-context';
import {
  enumName,
  id,
  plainDate,
  positiveNumber,
  requireTenantOption,
  runArgument,
  withTenant,
  words,
} from '../arguments';
import type { Run } from '../command-context';
import { done, refuse } from '../outcome';
import { factsText, rowsText } from '../text';
import { addAttendanceDayCommands } from './attendance-days';

/** Attendance: files, what waits for a person, the calendar and the day's notices. */
export function addAttendanceCommands(program: Command, run: Run): void {
  const attendance = program.command('attendance').description('daily attendance files');
  addFileCommands(attendance, run);
  addNameCommands(attendance, run);
  addIdsCommand(attendance, run);
  addMapCommand(attendance, run);
  addAttendanceDayCommands(attendance, run);
}

/** The named day, else today where the district is. */
async function dayOr(
  ctx: AppContext,
  tenantId: number,
  date: PlainDate | undefined,
): Promise<PlainDate> {
  return date ?? (await getAttendanceYear(ctx, tenantId)).today;
}

function addFileCommands(attendance: Command, run: Run): void {
  requireTenantOption(attendance.command('files'))
    .description('what was expected and received on a day, per file name')
    .option('--date <date>', 'another day than today', plainDate)
    .action((options: { tenant: string; date?: PlainDate }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
          const date = await dayOr(ctx, tenantId, options.date);
          const board = await getFeedBoard(ctx, { tenantId, date });
          const rows = board.feeds.map((feed) => ({
            id: feed.fileNameId,
            fileName: feed.fileName,
            state: feed.state,
            nearOf: feed.nearOf,
            expected: feed.expectedFiles,
            received: feed.files.length,
            timeliness: feed.timeliness,
            nothingUsedOfFile: feed.troubleNumber,
            schoolsMissing: feed.schools.filter((school) => school.isInSession && !school.hasFile)
              .length,
            lastReceivedAt: feed.lastReceivedAt,
          }));
          return done(
            { date, feeds: board.feeds, silentSchools: board.silentSchools },
            rowsText(rows, Object.keys(rows[0] ?? {}), 'No attendance file has arrived yet.'),
          );
        }),
      ),
    );

  requireTenantOption(attendance.command('runs'))
    .description('files received, newest first')
    .addOption(new Option('--state <state>', 'only these').choices(words(ATTENDANCE_RUN_STATES)))
    .option('--limit <count>', 'how many', positiveNumber, 20)
    .action((options: { tenant: string; state?: string; limit: number }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
          const state = ATTENDANCE_RUN_STATES.find(
            (name): name is AttendanceRunState => name === enumName(options.state ?? ''),
          );
          const found = await listAttendanceRuns(ctx, {
            tenantId,
            state: state ?? null,
            fileName: null,
            page: 1,
            pageSize: options.limit,
          });
          const columns = [
            'number',
            'fileName',
            'state',
            'receivedAt',
            'rowsRead',
            'rowsAccepted',
            'rowsRejected',
            'rowsIgnored',
            'holdCode',
          ];
          const rows = found.rows.map(({ id: _id, ...row }) => row);
          return done({ rows, total: found.total }, rowsText(rows, columns, 'No files.'));
        }),
      ),
    );

  requireTenantOption(attendance.command('show'))
    .description('one file: its numbers and its problems')
    .argument('<file>', 'its number', runArgument)
    .action((which: RunAddress, options: { tenant: string }) =>
      run(async ({ ctx }) =>
        withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
          const known = await identifyFile(ctx, tenantId, which);
          const found = known && (await findAttendanceRun(ctx, tenantId, known.id));
          if (!found) return refuse('FILE_NOT_FOUND');
          const { id: runId, groups, days, schools: _schools, use, ...rest } = found;
          const rowsWaiting = Object.values(use.waiting).reduce((sum, rows) => sum + rows, 0);
          const facts = { ...rest, runId, waitedInVain: use.waitedInVain, rowsWaiting };
          const problems = groups.map(({ code, level, count, sentence, fix }) => ({
            code,
            level,
            count,
            sentence,
            fix,
          }));
          return done(
            { ...facts, days, problems },
            [
              factsText(facts),
              rowsText(problems, ['code', 'level', 'count', 'sentence'], 'No problems.'),
            ].join('\n'),
          );
        }),
      ),
    );

  for (const [name, decision, says] of [
    ['accept', 'ACCEPT', 'accepts a held file without rows: no one was absent'],
    ['discard', 'DISCARD', 'rejects a held file'],
  ] as const)
    requireTenantOption(attendance.command(name))
      .description(says)
      .argument('<file>', 'its number', runArgument)
      .requiredOption('--reason <text>', 'why')
      .action((which: RunAddress, options: { tenant: string; reason: string }) =>
        run(async ({ ctx, actor }) =>
          withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
            const { reason } = options;
            const file = await identifyFile(ctx, tenantId, which);
            if (!file) return refuse('FILE_NOT_FOUND');
            const result = await decideAttendanceRun(ctx, actor, {
              tenantId,
              runId: file.id,
              decision,
              reason,
            });
            if (!result.ok) return refuse(result);
            return done({ number: file.number, decision }, `File ${file.number}: ${name}ed.`);
          }),
        ),
      );
}

function addNameCommands(attendance: Command, run: Run): void {
  const names = attendance
    .command('names')
    .description('file names, which are groupings of schools');
  for (const [name, command, says] of [
    ['confirm', confirmFileName, 'confirms a new name'],
    [
      'accept',
      acceptFileName,
      'accepts an almost-right name as a separate grouping; its waiting files are read',
    ],
    ['refuse', refuseFileName, 'rejects a name, now and later'],
  ] as const)
    requireTenantOption(names.command(name))
      .description(says)
      .argument('<id>', 'of the name, as "attendance files" prints it', id)
      .action((fileNameId: number, options: { tenant: string }) =>
        run(async ({ ctx, actor }) =>
          withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
            const result = await command(ctx, actor, { tenantId, fileNameId });
            if (!result.ok) return refuse(result);
            return done({ id: fileNameId }, `File name ${fileNameId}: done.`);
          }),
        ),
      );
}

function addIdsCommand(attendance: Command, run: Run): void {
  requireTenantOption(attendance.command('ids'))
    .description('which kind of id the files of each name use; with a name and --kind, sets it')
    .argument('[id]', 'of the name', id)
    .addOption(new Option('--of <whom>', 'whose ids').choices(['school', 'student']))
    .addOption(new Option('--kind <kind>', 'what they are').choices(words(ID_KINDS)))
    .action(
      (
        fileNameId: number | undefined,
        options: { tenant: string; of?: 'school' | 'student'; kind?: string },
      ) =>
        run(async ({ ctx, actor }) =>
          withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
            const { of } = options;
            const kind = ID_KINDS.find((name) => name === enumName(options.kind ?? ''));
            if (fileNameId !== undefined && of && kind) {
              const result = await setIdKind(ctx, actor, { tenantId, fileNameId, of, kind });
              if (!result.ok) return refuse(result);
              const { replayedRows, events } = result;
              return done(
                { id: fileNameId, of, kind, replayedRows, events },
                `The ${of} ids of these files are of the kind ${kind}; rows that waited and were read: ${replayedRows}.`,
              );
            }
            const rows = (await listIdKinds(ctx, tenantId)).map(
              ({ fileNameId: nameId, fileName, school, student }) => ({
                id: nameId,
                fileName,
                school: school.kind,
                schoolWaiting: school.waitingRows,
                student: student?.kind ?? null,
                studentWaiting: student?.waitingRows ?? 0,
              }),
            );
            return done(
              { rows },
              rowsText(rows, Object.keys(rows[0] ?? {}), 'No attendance file has arrived yet.'),
            );
          }),
        ),
    );
}

const MEANINGS: readonly CategoryMeaning[] = [...ATTENDANCE_CATEGORIES, 'NO_EVENT'];

function addMapCommand(attendance: Command, run: Run): void {
  requireTenantOption(attendance.command('map'))
    .description('words not mapped yet; with a word and --to, maps it')
    .argument('[word]', 'as spelled in the file')
    .addOption(new Option('--to <category>', 'what it means').choices(words(MEANINGS)))
    .action((text: string | undefined, options: { tenant: string; to?: string }) =>
      run(async ({ ctx, actor }) =>
        withTenant(ctx, options.tenant, async ({ id: tenantId }) => {
          const meaning = MEANINGS.find((name) => name === enumName(options.to ?? ''));
          if (text !== undefined && meaning) {
            const result = await mapCategory(ctx, actor, { tenantId, text, meaning });
            if (!result.ok) return refuse(result);
            const { replayedRows, events } = result;
            return done(
              { word: text, meaning, replayedRows, events },
              `"${text}" is ${meaning}; ${replayedRows} rows that waited were read.`,
            );
          }
          const rows = (await listUnmappedCategories(ctx, tenantId)).map((row) => ({ ...row }));
          return done(
            { rows },
            rowsText(rows, ['text', 'rows', 'students', 'schools', 'suggestion'], 'All mapped.'),
          );
        }),
      ),
    );
}
