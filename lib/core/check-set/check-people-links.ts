// A link joins a student and a family contact; a roster without contacts cannot go live. In SQL:
// lib/server/pipeline/check-people-links.ts.
import type { IssueGroups } from '../issues';
import { CONTACT_ROLES } from '../oneroster/files';
import type { RowTable } from './row-table';

const CONTACTS: ReadonlySet<string | null> = new Set(CONTACT_ROLES);

export function checkPeopleLinks(users: RowTable, issues: IssueGroups): void {
  let hasContacts = false;
  for (const row of users.rows) {
    const role = users.text(row, 'role');
    hasContacts ||= CONTACTS.has(role);
    for (const value of users.items(row, 'agent_sourced_ids')) {
      const agent = users.find(value);
      if (!agent || isFamilyLink(role, users.text(agent, 'role'))) continue;
      issues.add('users.csv', 'LINK_NOT_FAMILY', {
        line: row.line,
        column: 'agentSourcedIds',
        value,
      });
    }
  }
  if (!hasContacts)
    issues.add('users.csv', 'NO_CONTACTS', { line: null, column: null, value: null });
}

function isFamilyLink(one: string | null, other: string | null): boolean {
  return (one === 'student' && CONTACTS.has(other)) || (other === 'student' && CONTACTS.has(one));
}
