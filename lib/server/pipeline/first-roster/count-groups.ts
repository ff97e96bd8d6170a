// Groups and counts the entities of a first roster, each once it is checked: together they are its plan, since everything
// staged is added.
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { RosterEntity } from '@/lib/core/oneroster';
import type { PlannedEntity } from '../../db/roster-tables';
import { countClasses, countPeople } from '../measure/gates';
import type { FirstRosterFacts, Plan, PlanGroup } from '../parts/plan';
import { countInitial, groupInitial, isLarge, moveLinks, shiftGroups } from '../roster-counts';
import { settleFirstSchools } from '../settle-main-schools';
import { stageLinks } from './stage-links';
import type { StagingWork } from './staging-work';

export class GroupCounts {
  private readonly groups: PlanGroup[] = [];
  private readonly counts: Record<string, number> = {};
  private readonly facts: Partial<FirstRosterFacts> = {};
  private links: readonly PlanGroup[] = [];
  /** People and their links are counted. */
  private peopleCounted: Promise<void> = Promise.resolve();
  private enrollmentsGrouped: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: StagingWork,
    private readonly today: PlainDate,
  ) {}

  /**
   * Groups enrollments when there is time, while people are read. The groups stay right unless a check takes rows out of
   * the enrollments afterwards.
   */
  groupEnrollmentsAfter(keyed: Promise<void>): void {
    const { run, sessions, tasks } = this.work;
    this.enrollmentsGrouped = tasks.start(
      keyed.then(() => sessions.runLater((client) => groupInitial(client, run, 'enrollment'))),
    );
  }

  /** Counts an entity, and what is known with it, as soon as it is checked. */
  countAfter(checked: Promise<void>, entity: RosterEntity): void {
    const { tasks } = this.work;
    const counted = tasks.start(
      checked.then(async () => {
        await Promise.all([
          this.countEntity(entity),
          entity === 'user' ? this.countPeople() : null,
          entity === 'enrollment' ? this.countClasses() : null,
        ]);
      }),
    );
    if (entity === 'user') this.peopleCounted = counted;
    if (entity === 'enrollment') {
      void tasks.start(Promise.all([checked, this.peopleCounted]).then(() => this.settleSchools()));
    }
  }

  /** Of a set that was counted whole. */
  plan(): Plan {
    const { people, classes } = this.facts;
    if (!people || !classes) throw new Error('a first roster was not counted');
    return { groups: this.groups, counts: this.counts, firstRoster: { people, classes } };
  }

  private async countEntity(entity: RosterEntity): Promise<void> {
    const { run, sessions, references } = this.work;
    if (entity === 'enrollment') await this.enrollmentsGrouped;
    const isGrouped = entity === 'enrollment' && references.isResolved(entity);
    if (isLarge(entity) && !isGrouped) {
      await sessions.run((client) => groupInitial(client, run, entity));
    }
    if (entity === 'user' && references.areSchoolsOpen()) return;
    this.add(entity, await sessions.run((client) => countInitial(client, run, entity)));
  }

  private async countPeople(): Promise<void> {
    const { run, sessions, references } = this.work;
    const known = references.peopleFacts();
    this.links = await stageLinks(this.work);
    if (!references.areSchoolsOpen()) this.add('link', this.links);
    this.facts.people = known ?? (await sessions.run((client) => countPeople(client, run)));
  }

  private async countClasses(): Promise<void> {
    const { run, sessions, references } = this.work;
    this.facts.classes =
      references.classFacts() ??
      (await sessions.run((client) => countClasses(client, run, this.today)));
  }

  /** Where enrollments decide about schools, people and their links are counted under them once those were checked. */
  private async settleSchools(): Promise<void> {
    const { run, sessions, references } = this.work;
    if (!references.areSchoolsOpen()) return;
    const moved = await sessions.run((client) =>
      settleFirstSchools(client, run, references.peopleOfOpenSchools(), (direction, ids) =>
        shiftGroups(client, run, 'user', direction, ids),
      ),
    );
    this.add('link', moveLinks(this.links, moved));
    this.add('user', await sessions.run((client) => countInitial(client, run, 'user')));
  }

  /** Everything staged is added, so its groups together are the rows of its table. */
  private add(entity: PlannedEntity, found: readonly PlanGroup[]): void {
    this.groups.push(...found);
    this.counts[entity] = found.reduce((sum, { count }) => sum + count, 0);
  }
}
