// Every public roster set goes the whole way: OpenSSH's sftp, our server, assembly, the worker's own pass.
// docs/samples.md says what became of it; CONNECTOR_SAMPLES_WRITE=1 writes that page instead of comparing.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatePassword } from '@/lib/server/connections/commands/passwords';
import { startSftpServer, type SftpServer } from '@/lib/server/intake/sftp/sftp-server';
import { workOnRuns } from '@/lib/server/jobs/handlers/work-on-runs';
import { assembleSyncRuns } from '@/lib/server/sync-runs/assemble';
import { findRun, listRunFiles } from '@/lib/server/sync-runs/queries/get-run';
import { listIssueGroups, listIssues } from '@/lib/server/sync-runs/queries/problems';
import { waitingFor } from '@/lib/server/sync-runs/queries/waiting-for';
import { createConnection, createTenant } from '../builders';
import { createTestContext, type TestContext } from '../database';
import { createClientFolder, runOpenSshSftp } from '../sftp';
import { findSampleSets, samplesFolder, type SampleSet } from './sample-sets';
import { pageWithOutcomes, setsOnPage, type SampleOutcome } from './samples-page';
import { lacksCourses, withCourses, withCoursesName } from './with-courses';

const PAGE = path.resolve(import.meta.dirname, '../../../docs/samples.md');
const isWriting = process.env.CONNECTOR_SAMPLES_WRITE === '1';
const folder = samplesFolder(process.env.CONNECTOR_SAMPLES);
const found = findSampleSets(folder);
const commandLine = { kind: 'command-line', userId: null, sourceAddress: null } as const;

const QUIET_SECONDS = 600;
const GIVEN_UP_SECONDS = 6 * 3600;

// A set takes a second; sftp and a busy machine may take their time.
describe('public samples', { timeout: 120_000 }, () => {
  test('are here', ({ skip }) => {
    const note = `no samples in ${folder}: set CONNECTOR_SAMPLES to their folder`;
    if (!found) {
      console.warn(`Skipped: ${note}`);
      skip(note);
    }
    expect(found).not.toEqual([]);
  });

  describe.runIf(found)('through SFTP to a verdict', () => {
    let ctx: TestContext;
    let server: SftpServer;
    const outcomes: SampleOutcome[] = [];

    beforeAll(async () => {
      ctx = await createTestContext({ settings: { sftpPort: 0 } });
      server = await startSftpServer(ctx);
    });
    afterAll(async () => {
      await server.stop();
      await ctx.close();
    });

    const check = async (set: SampleSet): Promise<void> => {
      const outcome = await sendAndCheck(ctx, server.port, set);
      for (const file of outcome.files)
        expect(file.rowsRead).toBe(file.rowsAccepted + file.rowsRejected + file.rowsIgnored);
      outcomes.push(outcome);
    };

    test.each(found ?? [])('$name', (set) => check(set));

    for (const set of found?.filter(lacksCourses) ?? [])
      test(withCoursesName(set), async () => {
        const client = await createClientFolder();
        try {
          await check(await withCourses(set, client));
        } finally {
          await client.remove();
        }
      });

    test('docs/samples.md tells what happened', async () => {
      const page = await readFile(PAGE, 'utf8');
      const current = await pageWithOutcomes(page, outcomes);
      if (isWriting) await writeFile(PAGE, current);
      else {
        expect(page, 'run again with CONNECTOR_SAMPLES_WRITE=1 and read the difference').toBe(
          current,
        );
        expect(outcomes.map(({ name }) => name).sort()).toEqual(setsOnPage(page).sort());
      }
    });
  });
});

async function sendAndCheck(
  ctx: TestContext,
  port: number,
  set: SampleSet,
): Promise<SampleOutcome> {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant, { quietSeconds: QUIET_SECONDS });
  const made = await generatePassword(ctx, commandLine, tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  await upload({ port, userName: connection.sftp.userName, password: made.password }, set);

  const pass = async (seconds: number): Promise<void> => {
    ctx.clock.advance(seconds * 1000);
    await assembleSyncRuns(ctx);
    await workOnRuns(ctx);
  };
  await pass(QUIET_SECONDS + 1);
  const { id: runId } = await ctx.db.prisma.syncRun.findFirstOrThrow({
    where: { tenantId: tenant.id },
  });
  const waiting = await waitingFor(ctx, tenant.id, runId);
  if (waiting) await pass(GIVEN_UP_SECONDS);
  return outcomeOf(ctx, tenant.id, runId, set.name, waiting?.missingFileNames ?? []);
}

async function upload(
  login: { port: number; userName: string; password: string },
  set: SampleSet,
): Promise<void> {
  const client = await createClientFolder();
  try {
    const sent = await runOpenSshSftp(
      client,
      login,
      set.files.map((file) => `put "${file}"`),
    );
    expect(sent, sent.output).toMatchObject({ code: 0 });
  } finally {
    await client.remove();
  }
}

async function outcomeOf(
  ctx: TestContext,
  tenantId: number,
  runId: number,
  name: string,
  missingFileNames: readonly string[],
): Promise<SampleOutcome> {
  const run = await findRun(ctx, tenantId, runId);
  if (!run) throw new Error('the run is gone');
  const groups = await listIssueGroups(ctx, tenantId, runId);
  const issues = [];
  for (const group of groups) {
    const { rows } = await listIssues(ctx, tenantId, group, { offset: 0, limit: 1 });
    issues.push({ ...group, line: rows[0]?.line ?? null, column: rows[0]?.column ?? null });
    if (isWriting)
      console.log(
        `${name}: ${group.fileName} ${group.code} × ${group.count}: ${group.sentence} ${group.fix}`,
      );
  }
  return {
    name,
    state: run.state,
    missingFileNames,
    files: await listRunFiles(ctx, tenantId, runId),
    issues,
  };
}
