// A user of OneRoster 1.1 or 1.2 as a line of users.csv. Which version it is follows from the record: 1.2 has `roles`.
// `password` and `userProfiles` (accounts with their passwords) are not read.
import { csvCell } from './csv-cell';
import { isRecord, listOf, refOf, refsOf, textOf, withItem, type JsonRecord } from './json-values';
import type { MappingSettings } from './mapping-settings';
import { MetadataColumns } from './metadata-columns';
import { roleAndOrgs, roleWord, type RoleAndOrgs } from './user-roles';

export type LineOf = (record: JsonRecord) => string;

/** Everything of the line after the three columns that all files begin with. */
export function userLine(settings: MappingSettings): LineOf {
  const { userNameFrom, today } = settings;
  const emailOf = emailReader(settings.emailFrom);
  const metadata = new MetadataColumns();
  return (record) => {
    const { role, orgs } = rolesOf(record, today);
    const email = emailOf(record);
    const identifier = textOf(record.identifier) || textOf(record.userMasterIdentifier);
    const chosen =
      userNameFrom === 'email'
        ? email
        : userNameFrom === 'identifier'
          ? identifier
          : textOf(record[userNameFrom]);
    // 1.2 does not ask for a user name, and few servers have one of contacts.
    const username = isBlank(chosen) ? textOf(record.sourcedId) : chosen;
    metadata.read(record);
    // Whom a server lists as active, without saying more, is enabled.
    const enabled = textOf(record.enabledUser) || 'true';
    return (
      `${csvCell(enabled)},${csvCell(orgs)},${csvCell(role)},${csvCell(username)},` +
      `${csvCell(userIdsOf(record.userIds))},` +
      `${csvCell(nameOf(record.givenName, record.preferredFirstName, record.preferredGivenName))},` +
      `${csvCell(nameOf(record.familyName, record.preferredLastName, record.preferredFamilyName))},` +
      `${csvCell(textOf(record.middleName))},${csvCell(identifier)},${csvCell(email)},` +
      `${csvCell(textOf(record.sms))},${csvCell(textOf(record.phone))},` +
      `${csvCell(refsOf(record.agents))},${csvCell(listOf(record.grades))},` +
      `${csvCell(metadata.language)},${csvCell(metadata.ell)}`
    );
  };
}

const isBlank = (text: string): boolean => text === '' || text.trim() === '';

function rolesOf(record: JsonRecord, today: string): RoleAndOrgs {
  const { roles } = record;
  if (Array.isArray(roles) && roles.length > 0) {
    const found = roleAndOrgs(roles, refOf(record.primaryOrg), today);
    if (found) return found;
  }
  return {
    role: roleWord(textOf(record.role)),
    orgs: refsOf(record.orgs) || refOf(record.org) || refOf(record.primaryOrg),
  };
}

/** What a person asks to be called may be unknown to their family, so it is used only where no other name is given. */
function nameOf(given: unknown, preferred: unknown, otherPreferred: unknown): string {
  return textOf(given) || textOf(preferred) || textOf(otherPreferred);
}

/** `{LDAP:12},{Fed:a}`, of objects or of what is written so already. */
function userIdsOf(value: unknown): string {
  if (!Array.isArray(value)) return textOf(value);
  let list = '';
  for (const item of value) {
    if (!isRecord(item)) {
      const text = textOf(item);
      if (text !== '') list = withItem(list, text.startsWith('{') ? text : `{${plain(text)}}`);
      continue;
    }
    const id = plain(textOf(item.identifier));
    if (id !== '') list = withItem(list, `{${typeName(textOf(item.type))}:${id}}`);
  }
  return list;
}

const BRACES = /[{}]/;
const ALL_BRACES = /[{}]/g;

/** Without braces, which end an id in the cell. */
function plain(text: string): string {
  return BRACES.test(text) ? text.replace(ALL_BRACES, ' ').trim() : text;
}

/** Without colons too: the first one ends the type. */
function typeName(text: string): string {
  return text.includes(':') ? plain(text.replaceAll(':', ' ')) : plain(text);
}

function emailReader(emailFrom: string): LineOf {
  if (!emailFrom.startsWith('metadata.')) return (record) => textOf(record[emailFrom]);
  const name = emailFrom.slice('metadata.'.length);
  return ({ metadata }) => (isRecord(metadata) ? textOf(metadata[name]) : '');
}
