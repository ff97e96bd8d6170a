// The links between students and contacts have no file: they follow from what people say of each other.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { openBinaryCopy } from '../../db/copy';
import { liveTable, stagingTable, type RunKey } from '../../db/roster-tables';
import { transactionOn } from '../../db/transaction';
import { createKeyIndex } from '../parts/indexes';
import type { PlanGroup } from '../parts/plan';
import { stageInitialLinks } from '../plan-changes';
import { countInitialLinks } from '../roster-counts';
import type { PeopleLinks } from '../stage/people-links';
import { setRunDefaults } from '../stage/stage-set';
import { analyzeTable, indexTable } from './staged-tables';
import type { StagingWork } from './staging-work';

/** Stages the links once people are checked, and groups them by school. */
export async function stageLinks({ run, sessions, references }: StagingWork): Promise<PlanGroup[]> {
  const isWhole = references.arePeopleWhole();
  await sessions.run(async (client) => {
    await transactionOn(client, async () => {
      await client.query(
        `CREATE TABLE ${stagingTable(run, 'link')} (LIKE ${liveTable('link')} INCLUDING DEFAULTS, CONSTRAINT tenant CHECK (tenant_id = ${run.tenantId})) WITH (autovacuum_enabled = false)`,
      );
      await setRunDefaults(client, run, 'link');
      if (isWhole) await copyLinks(client, run, references.people);
      else await stageInitialLinks(client, run);
    });
    await createKeyIndex(client, run, 'link');
    await analyzeTable(client, run, 'link');
  });
  const bySchool = isWhole ? references.people.countBySchool() : undefined;
  references.people.forgetLinks();
  const [groups] = await Promise.all([
    sessions.run((client) => countInitialLinks(client, run, bySchool)),
    indexTable(sessions, run, 'link'),
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
