// Reads every file of a set into the staging tables of its run.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import {
  fileSpecForEntity,
  PLACEHOLDER_COURSE,
  ROSTER_ENTITIES,
  type ReadHeader,
  type RosterEntity,
  type RowSettings,
} from '@/lib/core/oneroster';
import { hashSeed, type HashSeed } from '@/lib/core/csv/bytes/line-hash';
import type { AppContext } from '../../app-context';
import { openCopy } from '../../db/copy';
import { takeAllowance } from '../../policy/empty-files';
import type { IssueCollector } from '../parts/issue-collector';
import { BaselineIndex } from './baseline-index';
import { takeBaseline } from './stored-baseline';
import { createIndex, indexesOf } from '../parts/indexes';
import type { RunProgress } from '../parts/progress';
import type { RosterSet, SetFile } from '../parts/roster-set';
import { readingSettings } from '../parts/reading-settings';
import { headerOfBlock } from '@/lib/core/oneroster/file-reading/read-file';
import { nodeBytes } from '../../text/node-bytes';
import { readLinesInThread, type ThreadedLines } from './read-lines-in-thread';
import { stageFile, type FileReading } from './stage-file';
import type { RowFollower } from './row-follower';
import {
  dropStaging,
  liveTable,
  rosterTable,
  stagingTable,
  type PlannedEntity,
  type RunKey,
} from '../../db/roster-tables';
import { transactionOn } from '../../db/transaction';

/** Of how many files, beside the one being read, the hashes in force may be in memory. */
const LOADED_AHEAD = 2;
/** Of smaller files the lines are found before a thread could say so. */
const FEWEST_BYTES_FOR_THREAD = 4 << 20;

export interface StageInput {
  run: RunKey;
  set: RosterSet;
  /** Nothing in force: the staging tables are built so that they can become the roster. */
  isInitial: boolean;
  /** In which order the files are read, each entity once; without, in load order. */
  order?: readonly RosterEntity[];
  issues: IssueCollector;
  /** Of one file. */
  maxRows?: number;
  progress: RunProgress;
  /** Awaited before the first file is read, when what an earlier attempt left is gone. */
  onReady?(): Promise<void>;
  /** What is told the values of each accepted row of an entity's file. */
  follow?(entity: RosterEntity): RowFollower | undefined;
  /** Told when an entity's table is complete, in that order; reading goes on meanwhile. */
  onStaged?(entity: RosterEntity, reading: FileReading | null): void;
}

export type StagedFiles = ReadonlyMap<RosterEntity, FileReading>;

/** Stages all files. One that could not be read is marked so. */
export async function stageSet(ctx: AppContext, input: StageInput): Promise<StagedFiles> {
  const { run, set, isInitial } = input;
  const readings = new Map<RosterEntity, FileReading>();
  const setup = await ctx.db.pool.connect();
  try {
    await dropStaging(setup, run);
    for (const part of ['quarantined', 'deleted'] as const) {
      await setup.query(
        `CREATE UNLOGGED TABLE ${stagingTable(run, part)} (entity text NOT NULL, sourced_id text COLLATE "C" NOT NULL, line_number int NOT NULL)`,
      );
    }
    for (const entity of ROSTER_ENTITIES) {
      if (!set.files.has(entity)) await createStaging(setup, run, entity, isInitial);
    }
  } finally {
    setup.release();
  }
  await input.onReady?.();
  const { settings, rules, showsCourseTitles } = await readingSettings(ctx, run.tenantId);

  const seedFor = (entity: RosterEntity, file: SetFile, header: ReadHeader): HashSeed =>
    hashSeed(JSON.stringify([entity, file.mode, header.names, rules]));

  /** What a file's rows are read with, and only the files before it say. */
  const knownBefore = async (
    client: pg.ClientBase,
    entity: RosterEntity,
  ): Promise<Pick<RowSettings, 'isSchool' | 'titleOfCourse'>> => {
    if (entity === 'user') return knownSchools(client, run, isInitial);
    return entity === 'class' && showsCourseTitles ? courseTitles(client, run, isInitial) : {};
  };
  const stage = async (
    entity: RosterEntity,
    file: SetFile,
    baseline: BaselineIndex,
    lines: ThreadedLines | null,
  ): Promise<void> => {
    const client = await ctx.db.pool.connect();
    let keysClient: pg.PoolClient | null = null;
    let isInDoubt = true;
    try {
      const keys = (keysClient = await ctx.db.pool.connect());
      const spec = fileSpecForEntity(entity);
      // Created and filled in one transaction: PostgreSQL then writes no WAL for it (wal_level minimal).
      const reading = await transactionOn(client, async () => {
        await createStaging(client, run, entity, isInitial);
        const reading = await stageFile({
          client,
          keysClient: keys,
          run,
          spec,
          settings: {
            ...settings,
            mode: file.mode,
            ...(await knownBefore(client, entity)),
          },
          source: lines ?? file.open(),
          baseline,
          seedFor: (header) => seedFor(entity, file, header),
          issues: input.issues,
          onProgress: (done) => input.progress.report('Checking', spec.fileName, done),
          isMeantEmpty: () => isMeantEmpty(ctx, run, file),
          maxRows: input.maxRows,
          follower: input.follow?.(entity),
        });
        if (entity === 'course' && settings.allowMissingCourse && reading.isUsable)
          await stagePlaceholderCourse(client, run);
        return reading;
      });
      if (file.mode === 'bulk' && reading.isUsable && !isInitial) {
        reading.unmatchedCount = await storeUnmatched(client, run, entity, baseline);
      }
      readings.set(entity, reading);
      isInDoubt = false;
    } finally {
      client.release(isInDoubt);
      keysClient?.release(isInDoubt);
    }
  };

  const load = async (entity: RosterEntity, file: SetFile): Promise<BaselineIndex> => {
    if (isInitial || file.mode === 'delta') return new BaselineIndex(0);
    const client = await ctx.db.pool.connect();
    try {
      return await takeBaseline(client, entity, run);
    } finally {
      client.release();
    }
  };
  const files = (input.order ?? ROSTER_ENTITIES).map((entity) => ({
    entity,
    file: set.files.get(entity),
  }));
  /** PostgreSQL sends what the next files are compared with while this one is read. */
  const loading: Promise<BaselineIndex>[] = [];
  const toLoad = files.flatMap(({ entity, file }) => (file ? [{ entity, file }] : []));
  /** The lines of a large file that comes late are looked for while the files before it are read. */
  const startEarly = ({ entity, file }: { entity: RosterEntity; file: SetFile }) => {
    const baseline = load(entity, file);
    const lines = baseline.then((index) =>
      index.size === 0
        ? null
        : readLinesInThread({
            open: () => file.open(),
            baseline: index,
            seedFor(block) {
              const header = headerOfBlock(fileSpecForEntity(entity), block, nodeBytes);
              return header && seedFor(entity, file, header);
            },
          }),
    );
    // Awaited below; until then a failure must not count as unhandled.
    lines.catch(() => {});
    return { file, baseline, lines };
  };
  const late = isInitial ? null : fileForThread(toLoad);
  const early = late && startEarly(late);
  const loadNext = (): void => {
    const next = toLoad.shift();
    if (!next) return;
    const started = next.file === early?.file ? early.baseline : load(next.entity, next.file);
    // Awaited below; until then a failure must not count as unhandled.
    started.catch(() => {});
    loading.push(started);
  };
  for (let ahead = 0; ahead <= LOADED_AHEAD; ahead += 1) loadNext();
  try {
    for (const { entity, file } of files) {
      const baseline = file ? await loading.shift() : undefined;
      if (file && baseline) {
        loadNext();
        await stage(entity, file, baseline, file === early?.file ? await early.lines : null);
      }
      input.onStaged?.(entity, readings.get(entity) ?? null);
    }
  } finally {
    await Promise.allSettled(loading);
    const [lines] = await Promise.allSettled([early?.lines]);
    if (lines.status === 'fulfilled') await lines.value?.close();
  }
  return readings;
}

/** Of the large files that the roster is compared with, the last: the others are read meanwhile. Null where there is but one. */
function fileForThread<Staged extends { file: SetFile }>(files: readonly Staged[]): Staged | null {
  const large = files.filter(
    ({ file }) => file.mode === 'bulk' && file.byteCount >= FEWEST_BYTES_FOR_THREAD,
  );
  return large.length > 1 ? (large.at(-1) ?? null) : null;
}

/** What is in an archive is told apart by its own bytes: those of the archive change with its other files. */
async function isMeantEmpty(ctx: AppContext, run: RunKey, file: SetFile): Promise<boolean> {
  file.sha256 ??= await hashOf(file.open());
  return takeAllowance(ctx, run, { fileName: file.fileName, sha256: file.sha256 });
}

async function hashOf(source: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk);
  return hash.digest('hex');
}

/** No file has it, so it is staged with every one of them: what is missing from a full copy is removed. */
async function stagePlaceholderCourse(client: pg.ClientBase, run: RunKey): Promise<void> {
  await client.query(
    `INSERT INTO ${stagingTable(run, 'course')} (sourced_id, title, grades, subjects, subject_codes)
     VALUES ($1, $2, '{}', '{}', '{}')`,
    [PLACEHOLDER_COURSE.sourcedId, PLACEHOLDER_COURSE.title],
  );
}

/**
 * The schools a list of orgs can name: those staged, and those in force that no staged row replaces. What the plan takes
 * out of them is seen to when main schools are settled.
 */
async function knownSchools(
  client: pg.ClientBase,
  run: RunKey,
  isInitial: boolean,
): Promise<Pick<RowSettings, 'isSchool'>> {
  const staged = stagingTable(run, 'org');
  const { rows } = await client.query<{ id: string }>(
    `SELECT sourced_id AS id FROM ${staged} WHERE type = 'school'
     ${
       isInitial
         ? ''
         : `UNION SELECT l.sourced_id FROM ${rosterTable('org', run)} l
            WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL AND l.type = 'school'
              AND NOT EXISTS (SELECT 1 FROM ${staged} s WHERE s.sourced_id = l.sourced_id)`
     }`,
  );
  const schools = new Set(rows.map(({ id }) => id));
  return { isSchool: (id) => schools.has(id) };
}

/** By the first row of a course that is staged, else as in force. What becomes of them later, settle-class-titles.ts sees to. */
async function courseTitles(
  client: pg.ClientBase,
  run: RunKey,
  isInitial: boolean,
): Promise<Pick<RowSettings, 'titleOfCourse'>> {
  const staged = stagingTable(run, 'course');
  const { rows } = await client.query<{ id: string; title: string }>(
    `SELECT DISTINCT ON (c.id) c.id, c.title FROM (
       SELECT sourced_id AS id, title, line_number FROM ${staged}
       ${
         isInitial
           ? ''
           : `UNION ALL SELECT l.sourced_id, l.title, NULL FROM ${rosterTable('course', run)} l
              WHERE l.tenant_id = ${run.tenantId} AND l.removed_at IS NULL`
       }) c ORDER BY c.id, c.line_number NULLS LAST`,
  );
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  return { titleOfCourse: (id) => titles.get(id) };
}

async function createStaging(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  isInitial: boolean,
): Promise<void> {
  await client.query(
    `CREATE ${isInitial ? '' : 'UNLOGGED'} TABLE ${stagingTable(run, entity)} (LIKE ${liveTable(entity)} INCLUDING DEFAULTS${isInitial ? `, CONSTRAINT tenant CHECK (tenant_id = ${run.tenantId})` : ''}) WITH (autovacuum_enabled = false)`,
  );
  await setRunDefaults(client, run, entity);
  if (!isInitial) return;
  for (const index of await indexesOf(client, run, entity))
    if (index.isOfRemoved) await createIndex(client, run, entity, index);
}

/** Rows of a staging table carry the tenant and the run without having to be told. */
export async function setRunDefaults(
  client: pg.ClientBase,
  run: RunKey,
  entity: PlannedEntity,
): Promise<void> {
  await client.query(
    `ALTER TABLE ${stagingTable(run, entity)}
       ALTER COLUMN tenant_id SET DEFAULT ${run.tenantId}, ALTER COLUMN run_id SET DEFAULT ${run.id}`,
  );
}

/** How many records in force no line of the file was equal to; which, and where they stand, in a table. */
async function storeUnmatched(
  client: pg.ClientBase,
  run: RunKey,
  entity: RosterEntity,
  baseline: BaselineIndex,
): Promise<number> {
  const table = stagingTable(run, `unmatched_${entity}`);
  await client.query(`CREATE UNLOGGED TABLE ${table} (line_hash bigint, place tid NOT NULL)`);
  const sink = openCopy(client, table, ['line_hash', 'place']);
  let sent = 0;
  for (const { hash, place } of baseline.unmatched()) {
    sink.add(`${hash === null ? '\\N' : hash}\t${place}\n`);
    sent += 1;
    if (sent % 100_000 === 0) await sink.drain();
  }
  await sink.end();
  await client.query(`ANALYZE ${table}`);
  return sent;
}
