import type pg from 'pg';
import { rosterTable, stagingTable } from '../db/roster-tables';
import { recordFound, type CheckInput } from './parts/check-input';
import type { IssueCollector } from './parts/issue-collector';
import { pairPeople } from './parts/pair-people';
import { isContactRole } from '../db/contact-roles';

/** A link joins a student and a family contact; a roster without contacts cannot go live. */
export async function checkPeopleLinks(client: pg.ClientBase, input: CheckInput): Promise<void> {
  const { run, issues, isInitial, people } = input;
  if (people?.isWhole) {
    if (!people.hasContacts) noContacts(issues);
    return;
  }
  const users = stagingTable(run, 'user');
  if (!isInitial) await pairPeople(client, input);
  const isOther = `p.agent_role IS NOT NULL
    AND NOT ((p.role = 'student' AND ${isContactRole('p.agent_role')}) OR (p.agent_role = 'student' AND ${isContactRole('p.role')}))`;
  const others = `${stagingTable(run, 'pair')} p WHERE ${isOther}`;
  const found = await recordFound(
    client,
    issues,
    'users.csv',
    `SELECT 'LINK_NOT_FAMILY' AS code, p.line_number AS line, 'agentSourcedIds' AS "column", p.agent AS value,
       NULL::jsonb AS params, p.school_sourced_id AS school, p.ctid AS nth FROM ${others}`,
  );
  if (found > 0) {
    await client.query(
      `UPDATE ${users} SET line_hash = NULL WHERE line_number IN (SELECT p.line_number FROM ${others})`,
    );
  }
  const { rows: contacts } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM ${users} WHERE ${isContactRole('role')})
       ${isInitial ? '' : `OR EXISTS (SELECT 1 FROM ${rosterTable('user', run)} WHERE tenant_id = ${run.tenantId} AND removed_at IS NULL AND ${isContactRole('role')})`} AS found`,
  );
  if (!contacts[0]?.found) noContacts(issues);
}

function noContacts(issues: IssueCollector): void {
  issues.add('users.csv', 'NO_CONTACTS', { line: null, column: null, value: null });
}
