// What was changed of a connection, from the detail of the audit log: values that are safe to show, never a secret.
import { formatKeptTime } from '../calendar/format-instant';
import { plural } from '../format/numbers';
import { VENDOR_PROFILES } from '../pulls/vendor-profiles';
import { AUTHORIZATION_LABELS } from './authorizations';

type Detail = Readonly<Record<string, string | number | boolean | null>>;

/** "ClassLink, OAuth 2, sis.example.org"; null where the log says no more than what was done. */
export function settingsChangeText(detail: Detail): string | null {
  const parts = Object.entries(TEXTS).flatMap(([name, text]) => {
    const value = Object.hasOwn(detail, name) ? detail[name] : undefined;
    return value === undefined ? [] : [text(value)];
  });
  return parts.length === 0 ? null : parts.join(', ');
}

const labelIn = (labels: Readonly<Record<string, unknown>>, value: unknown): string => {
  const found = Object.hasOwn(labels, String(value)) ? labels[String(value)] : value;
  return String(found);
};

const vendorNames = Object.fromEntries(
  Object.entries(VENDOR_PROFILES).map(([value, { name }]) => [value, name]),
);

const TEXTS: Readonly<Record<string, (value: string | number | boolean | null) => string>> = {
  vendor: (value) => labelIn(vendorNames, value),
  authorization: (value) => labelIn(AUTHORIZATION_LABELS, value),
  host: String,
  nightly: (value) => (value === true ? 'read every night' : 'not read at night'),
  pullAt: (value) => `at ${formatKeptTime(String(value))}`,
  schools: (value) => (typeof value === 'number' ? plural(value, 'school') : 'all schools'),
  userNameFrom: (value) => `user name from ${String(value)}`,
  emailFrom: (value) => `email from ${String(value)}`,
  mergeStaffBy: (value) =>
    value === 'none' ? 'staff not merged' : `staff merged by ${String(value)}`,
  nextYear: (value) => (value === 'on' ? 'next year is read' : 'next year is not read'),
};
