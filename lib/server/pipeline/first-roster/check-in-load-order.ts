// Checks what is staged of a first roster while other files are read. Files are read in another order than they are
// checked: what an entity may point to is checked before it.
import type pg from 'pg';
import { ROSTER_ENTITIES, type RosterEntity } from '@/lib/core/oneroster';
import { isReadUpTo } from '@/lib/core/check-set/load-order';
import { checkPeopleLinks } from '../check-people-links';
import { checkReferences } from '../check-references';
import { adjustRowCounts } from '../parts/adjust-row-counts';
import { settleFirstMemberships } from '../settle-repeated-memberships';
import type { FileReading } from '../stage/stage-file';
import type { GroupCounts } from './count-groups';
import { analyzeTable, indexTable, keyTable } from './staged-tables';
import type { StagingWork } from './staging-work';

interface StagedTable {
  reading: FileReading | null;
  /** Its key is built: every id is there once. */
  keyed: Promise<void>;
}

export class LoadOrderChecks {
  /** What is staged; null where its table is not to be looked at. */
  private readonly staged = new Map<RosterEntity, StagedTable | null>();
  private readonly unusable = new Set<RosterEntity>();
  private readonly wasSetUsable: boolean;
  /** How many entities of the load order had their turn. */
  private turns = 0;
  private lastCheck: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: StagingWork,
    private readonly counts: GroupCounts,
  ) {
    this.wasSetUsable = !work.issues.has('set');
  }

  /** Told when an entity's table is complete. Starts what can be done with it now and returns at once. */
  noteStaged(entity: RosterEntity, reading: FileReading | null): void {
    if (reading?.isUsable === false) this.unusable.add(entity);
    this.staged.set(entity, this.isCheckable(entity) ? this.prepareTable(entity, reading) : null);
    this.startChecks();
  }

  private isCheckable(entity: RosterEntity): boolean {
    return this.wasSetUsable && isReadUpTo(entity, this.unusable);
  }

  private prepareTable(entity: RosterEntity, reading: FileReading | null): StagedTable {
    const { run, sessions, tasks } = this.work;
    const analyzed = tasks.start(sessions.run((client) => analyzeTable(client, run, entity)));
    const keyed = tasks.start(
      analyzed.then(() => sessions.run((client) => keyTable(client, this.work, entity, reading))),
    );
    void tasks.start(analyzed.then(() => indexTable(sessions, run, entity)));
    if (entity === 'enrollment') this.counts.groupEnrollmentsAfter(keyed);
    return { reading, keyed };
  }

  /** Gives every entity its turn whose predecessors in load order are staged, as it is itself. */
  private startChecks(): void {
    for (const entity of ROSTER_ENTITIES.slice(this.turns)) {
      const table = this.staged.get(entity);
      if (table === undefined) return;
      this.turns += 1;
      if (!table || !this.isCheckable(entity)) continue;
      this.lastCheck = this.work.tasks.start(this.checkAfter(this.lastCheck, entity, table));
      this.counts.countAfter(this.lastCheck, entity);
    }
  }

  private async checkAfter(
    before: Promise<void>,
    entity: RosterEntity,
    { reading, keyed }: StagedTable,
  ): Promise<void> {
    await keyed;
    await before;
    await this.work.sessions.run((client) => checkEntity(client, this.work, entity, reading));
  }
}

async function checkEntity(
  client: pg.PoolClient,
  { run, references, repeated, issues }: StagingWork,
  entity: RosterEntity,
  reading: FileReading | null,
): Promise<void> {
  const input = {
    run,
    entity,
    isInitial: true,
    issues,
    isResolved: references.isResolved(entity),
    people:
      entity === 'user'
        ? { isWhole: references.arePeopleWhole(), hasContacts: references.people.hasContacts }
        : undefined,
  };
  const result = await checkReferences(client, input);
  if (result.rejected > 0) references.noteTakenOut(entity);
  adjustRowCounts(reading, result);
  if (entity === 'user') await checkPeopleLinks(client, input);
  if (entity !== 'enrollment') return;
  const folded = await settleFirstMemberships({ client, run, people: repeated.people(), issues });
  if (folded.ignored > 0) references.noteTakenOut(entity);
  adjustRowCounts(reading, folded);
}
