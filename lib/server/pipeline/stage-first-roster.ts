// A first roster: PostgreSQL checks, indexes and counts what is staged while the next file is read, in two
// sessions, so that every core has work. Everything is added, so there is nothing to compare.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { ROSTER_ENTITIES, type RosterEntity } from '@/lib/core/oneroster';
import type { AppContext } from '../app-context';
import { openBinaryCopy } from '../db/copy';
import { checkDuplicates } from './check-duplicates';
import { checkPeopleLinks } from './check-people-links';
import { checkReferences } from './check-references';
import { adjustRowCounts } from './parts/adjust-row-counts';
import { createIndex, createKeyIndex, declareKey, indexesOf } from './parts/indexes';
import type { IssueCollector } from './parts/issue-collector';
import { countClasses, countPeople, type FirstRosterFacts } from './measure/gates';
import { openSessionPool, type SessionPool } from './parts/session-pool';
import type { PlanGroup } from './parts/plan-group';
import { tellNothingUsable } from './stage/tell-nothing-usable';
import type { RunProgress } from './parts/progress';
import type { RosterSet } from './parts/roster-set';
import {
  liveTable,
  PLANNED_ENTITIES,
  stagingTable,
  type PlannedEntity,
  type RunKey,
} from '../db/roster-tables';
import { stageInitialLinks } from './plan-changes';
import {
  countInitial,
  countInitialLinks,
  createInitialCounts,
  groupInitial,
  isLarge,
  moveLinks,
  shiftGroups,
} from './roster-counts';
import { dayOfRun } from './parts/day-of-run';
import { settleFirstMemberships } from './settle-repeated-memberships';
import { settleFirstSchools } from './settle-main-schools';
import { FirstReferences } from './stage/first-references';
import { followedBy } from './stage/row-follower';
import { RepeatedKeys } from './stage/repeated-keys';
import type { PeopleLinks } from './stage/people-links';
import type { FileReading } from './stage/read-file';
import { isEveryFileUsable, setRunDefaults, stageSet, type StagedFiles } from './stage/stage-set';
import { transactionOn } from '../db/transaction';

const SESSIONS = 2;

/**
 * Enrollments before people: reading people keeps this process busy, and PostgreSQL then has the indexes of the
 * enrollments to build.
 */
const READING_ORDER = ROSTER_ENTITIES.flatMap((entity): RosterEntity[] => {
  if (entity === 'enrollment') return [];
  return entity === 'user' ? ['enrollment', 'user'] : [entity];
});

/** What would change, by size, and how many rows stand staged for it. */
export interface Plan {
  groups: PlanGroup[];
  counts: Record<string, number>;
  /** Of a first roster alone. */
  firstRoster: FirstRosterFacts | null;
}

export async function stageFirstRoster(
  ctx: AppContext,
  run: RunKey,
  set: RosterSet,
  issues: IssueCollector,
  progress: RunProgress,
): Promise<{ staged: StagedFiles; plan: Plan | null }> {
  const sessions = await openSessionPool(ctx.db.pool, SESSIONS);
  const today = await sessions.run((client) => dayOfRun(client, run));
  const groups: PlanGroup[] = [];
  const counts: Record<string, number> = {};
  const facts: Partial<FirstRosterFacts> = {};
  const references = new FirstReferences(today);
  const repeated = new RepeatedKeys();
  const work: Promise<void>[] = [];
  const start = (task: Promise<void>): Promise<void> => {
    // Awaited below; until then a failure must not count as unhandled.
    task.catch(() => {});
    work.push(task);
    return task;
  };
  /** Everything staged is added, so its groups together are the rows of its table. */
  const add = (entity: PlannedEntity, found: readonly PlanGroup[]): void => {
    groups.push(...found);
    counts[entity] = found.reduce((sum, { count }) => sum + count, 0);
  };
  /** Enrollments are grouped while people are read; it holds if nothing had to be taken out of them afterwards. */
  let grouped: Promise<void> = Promise.resolve();
  const addEntity = async (entity: RosterEntity): Promise<void> => {
    if (entity === 'enrollment') await grouped;
    const isGrouped = entity === 'enrollment' && references.isResolved(entity);
    if (isLarge(entity) && !isGrouped) {
      await sessions.run((client) => groupInitial(client, run, entity));
    }
    if (entity === 'user' && references.areSchoolsOpen()) return;
    add(entity, await sessions.run((client) => countInitial(client, run, entity)));
  };
  let links: readonly PlanGroup[] = [];
  const addPeople = async (): Promise<void> => {
    const known = references.peopleFacts();
    links = await addLinks(sessions, run, references);
    if (!references.areSchoolsOpen()) add('link', links);
    facts.people = known ?? (await sessions.run((client) => countPeople(client, run)));
  };
  /** Where enrollments decide about schools, people and their links are counted under them once those were checked. */
  const settlePeople = async (): Promise<void> => {
    if (!references.areSchoolsOpen()) return;
    const moved = await sessions.run((client) =>
      settleFirstSchools(client, run, references.peopleOfOpenSchools(), (direction, ids) =>
        shiftGroups(client, run, 'user', direction, ids),
      ),
    );
    add('link', moveLinks(links, moved));
    add('user', await sessions.run((client) => countInitial(client, run, 'user')));
  };
  const addClasses = async (): Promise<void> => {
    facts.classes =
      references.classFacts() ?? (await sessions.run((client) => countClasses(client, run, today)));
  };
  const staging = new Map<
    RosterEntity,
    { reading: FileReading | null; keyed: Promise<void> } | null
  >();
  const wasUsable = !issues.has('set');
  const unusable = new Set<RosterEntity>();
  /** With a file missing or unusable, every reference to it would be told as a fault of its row. */
  const isCheckable = (entity: RosterEntity): boolean => {
    const upToIt = ROSTER_ENTITIES.slice(0, ROSTER_ENTITIES.indexOf(entity) + 1);
    return wasUsable && !upToIt.some((each) => unusable.has(each));
  };
  let checked: Promise<void> = Promise.resolve();
  /** People and their links, grouped. */
  let people: Promise<void> = Promise.resolve();
  let checks = 0;
  /** In load order, whatever came first: what an entity may point to is checked before it. */
  const checkWhatCame = (): void => {
    const entity = ROSTER_ENTITIES[checks];
    const staged = entity && staging.get(entity);
    if (!entity || staged === undefined) return;
    checks += 1;
    if (staged && isCheckable(entity)) {
      const { reading, keyed } = staged;
      const before = checked;
      checked = start(
        (async () => {
          await keyed;
          await before;
          await sessions.run((client) =>
            checkEntity(client, { run, entity, reading, references, repeated, issues }),
          );
        })(),
      );
      const after = checked;
      const added = start(
        (async () => {
          await after;
          await Promise.all([
            addEntity(entity),
            ...(entity === 'user' ? [addPeople()] : []),
            ...(entity === 'enrollment' ? [addClasses()] : []),
          ]);
        })(),
      );
      if (entity === 'user') people = added;
      if (entity === 'enrollment') void start(Promise.all([after, people]).then(settlePeople));
    }
    checkWhatCame();
  };
  try {
    progress.begin('read');
    const staged = await stageSet(ctx, {
      run,
      set,
      isInitial: true,
      order: READING_ORDER,
      issues,
      progress,
      onReady: () => sessions.run((client) => createInitialCounts(client, run)),
      follow: (entity) =>
        entity === 'enrollment'
          ? followedBy(references.follow(entity), repeated)
          : references.follow(entity),
      onStaged(entity, reading) {
        if (reading?.isUsable === false) unusable.add(entity);
        if (isCheckable(entity)) {
          const known = start(sessions.run((client) => analyze(client, stagingTable(run, entity))));
          const keyed = start(
            known.then(() =>
              sessions.run((client) =>
                keyEntity(client, { run, entity, reading, references, repeated, issues }),
              ),
            ),
          );
          void start(known.then(() => indexEntity(sessions, run, entity)));
          if (entity === 'enrollment') {
            grouped = start(
              keyed.then(() => sessions.runLater((client) => groupInitial(client, run, entity))),
            );
          }
          staging.set(entity, { reading, keyed });
        } else staging.set(entity, null);
        checkWhatCame();
      },
    });
    progress.begin('compare');
    progress.report('Comparing', '', 0);
    await Promise.all(work);
    tellNothingUsable(set, staged, issues);
    if (issues.has('set') || !isEveryFileUsable(set, staged)) return { staged, plan: null };
    if (!facts.people || !facts.classes) throw new Error('a first roster was not counted');
    const firstRoster = { people: facts.people, classes: facts.classes };
    await sessions.run(async (client) => {
      for (const entity of PLANNED_ENTITIES) await declareKey(client, run, entity);
    });
    return { staged, plan: { groups, counts, firstRoster } };
  } finally {
    await Promise.allSettled(work);
    await sessions.release();
  }
}

interface EntityCheck {
  run: RunKey;
  entity: RosterEntity;
  reading: FileReading | null;
  references: FirstReferences;
  repeated: RepeatedKeys;
  issues: IssueCollector;
}

/** Of the rows of one id the first stays. */
async function keyEntity(
  client: pg.PoolClient,
  { run, entity, reading, references, issues }: EntityCheck,
): Promise<void> {
  if (await createKeyIndex(client, run, entity)) return;
  const repeated = await checkDuplicates(client, { run, entity, isInitial: true, issues });
  if (repeated.rejected > 0) references.noteTakenOut(entity);
  adjustRowCounts(reading, repeated);
  await createKeyIndex(client, run, entity);
}

async function checkEntity(
  client: pg.PoolClient,
  { run, entity, reading, references, repeated, issues }: EntityCheck,
): Promise<void> {
  const found = {
    run,
    entity,
    isInitial: true,
    issues,
    isResolved: references.isResolved(entity),
    ...(entity === 'user'
      ? {
          people: {
            isWhole: references.arePeopleWhole(),
            hasContacts: references.people.hasContacts,
          },
        }
      : {}),
  };
  const result = await checkReferences(client, found);
  if (result.rejected > 0) references.noteTakenOut(entity);
  adjustRowCounts(reading, result);
  if (entity === 'user') await checkPeopleLinks(client, found);
  if (entity !== 'enrollment') return;
  const folded = await settleFirstMemberships({ client, run, people: repeated.people(), issues });
  if (folded.ignored > 0) references.noteTakenOut(entity);
  adjustRowCounts(reading, folded);
}

/** A rough sample is enough to plan with; a finer one is taken by itself once the table is a partition. */
async function analyze(client: pg.PoolClient, table: string): Promise<void> {
  await transactionOn(client, async () => {
    await client.query('SET LOCAL default_statistics_target = 30');
    await client.query(`ANALYZE ${table}`);
  });
}

/** Done before the hold: applying is then a change of names. */
async function indexEntity(
  sessions: SessionPool,
  run: RunKey,
  entity: PlannedEntity,
): Promise<void> {
  const indexes = await sessions.run((client) => indexesOf(client, run, entity));
  await Promise.all(
    indexes
      // A file's table has had this one from the beginning.
      .filter((index) => entity === 'link' || !index.isOfRemoved)
      .map((index) => sessions.runLater((client) => createIndex(client, run, entity, index))),
  );
}

async function addLinks(
  sessions: SessionPool,
  run: RunKey,
  references: FirstReferences,
): Promise<PlanGroup[]> {
  const isWhole = references.arePeopleWhole();
  await sessions.run(async (client) => {
    const table = stagingTable(run, 'link');
    await transactionOn(client, async () => {
      await client.query(
        `CREATE TABLE ${table} (LIKE ${liveTable('link')} INCLUDING DEFAULTS, CONSTRAINT tenant CHECK (tenant_id = ${run.tenantId})) WITH (autovacuum_enabled = false)`,
      );
      await setRunDefaults(client, run, 'link');
      if (isWhole) await copyLinks(client, run, references.people);
      else await stageInitialLinks(client, run);
    });
    await createKeyIndex(client, run, 'link');
    await analyze(client, stagingTable(run, 'link'));
  });
  const bySchool = isWhole ? references.people.countBySchool() : undefined;
  references.people.forgetLinks();
  const [groups] = await Promise.all([
    sessions.run((client) => countInitialLinks(client, run, bySchool)),
    indexEntity(sessions, run, 'link'),
  ]);
  return groups;
}

/** Between two waits for the database: reading goes on meanwhile. */
const LINKS_AT_ONCE = 20_000;

async function copyLinks(client: pg.ClientBase, run: RunKey, people: PeopleLinks): Promise<void> {
  const columns = ['student_sourced_id', 'contact_sourced_id'];
  const sink = openBinaryCopy(client, stagingTable(run, 'link'), columns);
  let sent = 0;
  for (const { student, contact } of people.links()) {
    sink.rows.row(columns.length);
    people.writeId(student, sink.rows);
    people.writeId(contact, sink.rows);
    sent += 1;
    if (sent % LINKS_AT_ONCE === 0) {
      await sink.drain();
      await nextTurn();
    }
  }
  await sink.end();
}
