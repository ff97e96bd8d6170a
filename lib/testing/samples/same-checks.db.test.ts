// What is checked in memory (lib/core/check-set) and what PostgreSQL checks say the same of every public sample,
// of the odd set, and of a district with every fault between rows at once.
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLanguageMapper } from '@/lib/core/languages/mapper';
import { ISSUE_KINDS, type IssueParams } from '@/lib/core/issues';
import { checkSet, type CheckedSet } from '@/lib/core/check-set/check-set';
import type { GivenFile as CheckedInMemory } from '@/lib/core/check-set/set-to-check';
import { openSetOnDisk } from '@/lib/cli/set-on-disk';
import { problemOfArchive as problemOf } from '@/lib/core/archive/archive-entry';
import { processSyncRun } from '@/lib/server/pipeline/process-sync-run';
import { createOddWeek } from '@/lib/synthetic/odd/odd-week';
import { createConnection, createTenant } from '../builders';
import { createTestContext, type TestContext } from '../database';
import { deliverRun, type GivenFile } from '../deliver';
import { createClientFolder } from '../sftp';
import {
  brokenDistrict,
  oftenBrokenDistrict,
  unusableDistricts,
  untitledDistrict,
} from './broken-district';
import { findSampleSets, samplesFolder } from './sample-sets';
import { lacksCourses, withCourses, withCoursesName } from './with-courses';

interface Said {
  /** How the set ends. */
  outcome: string;
  files: Record<string, number[]>;
  counts: string[];
  issues: string[];
}

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function saidByRun(
  files: Iterable<GivenFile>,
  settings: Readonly<Record<string, boolean>> = {},
): Promise<Said> {
  const tenant = await createTenant(ctx, settings);
  const run = await deliverRun(ctx, await createConnection(ctx, tenant), files);
  const ended = await processSyncRun(ctx, run);
  const { blocksGoLive } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
    where: { id: run.id },
  });
  const groups = await ctx.db.prisma.runIssueGroup.findMany({
    where: { runId: run.id },
    include: { issues: true },
  });
  const read = await ctx.db.prisma.syncRunFile.findMany({
    where: { runId: run.id, leftAside: false, mode: { not: 'manifest' } },
  });
  return {
    outcome: ended === 'INVALID' ? 'unusable' : blocksGoLive ? 'not ready' : 'usable',
    files: Object.fromEntries(
      read.map((file) => [
        file.fileName,
        [file.rowsRead, file.rowsAccepted, file.rowsRejected, file.rowsIgnored],
      ]),
    ),
    counts: groups
      .map(({ fileName, code, level, count }) => `${fileName} ${code} ${level} × ${count}`)
      .sort(),
    issues: groups
      .flatMap(({ fileName, code, issues }) =>
        issues.map((issue) => issueText(fileName, code, { ...issue, params: issue.params ?? {} })),
      )
      .sort(),
  };
}

async function saidInMemory(
  files: readonly CheckedInMemory[],
  options: Parameters<typeof checkSet>[2] = {},
  tenant: Readonly<Record<string, boolean>> = {},
): Promise<Said> {
  const checked = await checkSet(
    files,
    {
      rows: {
        languages: createLanguageMapper(),
        acceptUsDates: tenant.acceptsUsDates ?? false,
        readOtherRolesAsStaff: tenant.readsOtherRolesAsStaff ?? false,
        readAidesAsProctors: tenant.readsAidesAsProctors ?? false,
        allowMissingCourse: tenant.allowsMissingCourse ?? false,
      },
      showsCourseTitles: tenant.showsCourseTitles ?? false,
      isManifestRequired: true,
    },
    options,
  );
  return saidOf(checked);
}

function saidOf(checked: CheckedSet): Said {
  if (!checked.ok) throw new Error(checked.code);
  return {
    outcome: checked.outcome,
    files: Object.fromEntries(
      checked.files.map((file) => [
        file.fileName,
        [file.rowsRead, file.rowsAccepted, file.rowsRejected, file.rowsIgnored],
      ]),
    ),
    counts: checked.issues
      .map(({ file, code, count }) => `${file} ${code} ${ISSUE_KINDS[code].level} × ${count}`)
      .sort(),
    issues: checked.issues
      .flatMap(({ file, code, stored }) =>
        stored.map((issue) => issueText(file, code, { ...issue, params: issue.params ?? {} })),
      )
      .sort(),
  };
}

function issueText(
  file: string,
  code: string,
  issue: { line: number | null; column: string | null; value: string | null; params: unknown },
): string {
  const params = Object.entries(issue.params as IssueParams).sort(([a], [b]) => (a < b ? -1 : 1));
  const place = [file, issue.line ?? '', issue.column ?? ''].join(':');
  return `${place} ${code} ${issue.value ?? ''} ${JSON.stringify(params)}`.replaceAll(
    '\\u0000',
    '',
  );
}

const inMemory = (files: Iterable<GivenFile>): CheckedInMemory[] =>
  [...files].map(({ name, chunks }) => ({
    fileName: name,
    // Not the bytes of Node: a browser has none.
    open: async function* () {
      for (const chunk of chunks) yield await Promise.resolve(Uint8Array.from(chunk));
    },
  }));

const found = findSampleSets(samplesFolder(process.env.CONNECTOR_SAMPLES)) ?? [];

describe('both say the same', { timeout: 120_000 }, () => {
  const compareOnDisk = async (files: readonly string[]): Promise<void> => {
    const [first = ''] = files;
    const onDisk = await openSetOnDisk(first.endsWith('.zip') ? first : path.dirname(first));
    if (!onDisk.ok) throw new Error(onDisk.code);
    const given = await Promise.all(files.map(readGiven));
    const said = await saidInMemory(onDisk.roster ?? [], { found: onDisk.found, problemOf });
    expect(said).toEqual(
      await saidByRun(given.filter(({ name }) => isOfSet(name, onDisk.roster ?? []))),
    );
  };

  test.each(found)('of $name', ({ files }) => compareOnDisk(files));

  test.each(found.filter(lacksCourses).map((set) => ({ set, name: withCoursesName(set) })))(
    'of $name',
    async ({ set }) => {
      const folder = await createClientFolder();
      try {
        const { files } = await withCourses(set, folder);
        const given = await Promise.all(files.map(readGiven));
        expect(await saidInMemory(inMemory(given))).toEqual(await saidByRun(given));
      } finally {
        await folder.remove();
      }
    },
  );

  test.each(['birch', 'cedar'])('of the first day of the odd week %s', async (seed) => {
    const { steps, settings } = await createOddWeek({ seed });
    const first = steps.find((step) => step.kind === 'roster');
    if (first?.kind !== 'roster') throw new Error('the odd week has no roster');
    const given = first.uploads.map(({ name, renameTo, bytes }) => ({
      name: renameTo ?? name,
      chunks: [bytes],
    }));
    const said = await saidInMemory(inMemory(given), {}, settings);
    expect(said.issues.length).toBeGreaterThan(10);
    expect(said).toEqual(await saidByRun(given, settings));
  });

  test('of a district with every fault between rows', async () => {
    const given = brokenDistrict();
    const said = await saidInMemory(inMemory(given));
    expect(said).toEqual(await saidByRun(given));
    const codes = new Set(said.counts.map((text) => text.split(' ')[1]));
    for (const code of [
      'LINE_BREAK_IN_FIELD',
      'DUPLICATE_ID_SAME',
      'DUPLICATE_ID_DIFFERENT',
      'REFERENCE_MISSING',
      'REFERENCE_SET_ASIDE',
      'REFERENCE_CLEARED',
      'REFERENCE_ITEM_DROPPED',
      'REFERENCE_CYCLE',
      'CLASS_IN_NON_SCHOOL',
      'LINK_NOT_FAMILY',
      'MEMBERSHIP_TWICE',
    ])
      expect(codes, code).toContain(code);
  });

  test('of more problems than are kept', async () => {
    const given = oftenBrokenDistrict();
    const said = await saidInMemory(inMemory(given));
    expect(said.counts.join()).toMatch(/MEMBERSHIP_TWICE \w+ × 1050/);
    expect(said).toEqual(await saidByRun(given));
  });

  test.each<Record<string, boolean>>([
    {},
    { showsCourseTitles: true },
    { allowsMissingCourse: true },
    { allowsMissingCourse: true, showsCourseTitles: true },
  ])('of classes without course and title, with %o', async (settings) => {
    const given = untitledDistrict();
    const said = await saidInMemory(inMemory(given), {}, settings);
    expect(said).toEqual(await saidByRun(given, settings));
  });

  test.each(unusableDistricts())('of a set that cannot be used: $name', async ({ files }) => {
    const said = await saidInMemory(inMemory(files));
    expect(said.outcome).not.toBe('usable');
    expect(said).toEqual(await saidByRun(files));
  });
});

async function readGiven(file: string): Promise<GivenFile> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file)) chunks.push(chunk as Buffer);
  return { name: path.basename(file), chunks };
}

const isOfSet = (name: string, files: readonly CheckedInMemory[]): boolean =>
  name.endsWith('.zip') || files.some(({ fileName }) => fileName === name);
