// What the values of a column look like, in a few words, from its type in the table that files are read by.
import { fileSpecForEntity, type ColumnSpec, type ColumnType } from '../oneroster/files';

const FORMS: Readonly<Record<ColumnType, string>> = {
  guid: 'id, without commas',
  guidList: 'one id, or several in quotes: "a,b"',
  string: 'text',
  stringList: 'text, or several in quotes: "a,b"',
  date: 'date, YYYY-MM-DD',
  dateTime: 'date and time in UTC, YYYY-MM-DDThh:mm:ss.sssZ',
  year: 'year, four digits',
  boolean: 'true or false',
  enum: 'one of a few words',
  enumList: 'one of a few words, or several in quotes: "a,b"',
  float: 'number',
  grades: 'grade, or several in quotes: "01,02"',
  userIds: '{system:id}, or several in quotes',
  language: 'language name or ISO 639-1 code',
  ell: 'true or false',
};

export function columnForm({ type, values, references }: ColumnSpec): string {
  if (values) return `one of: ${values.join(', ')}`;
  if (!references) return FORMS[type];
  const { fileName } = fileSpecForEntity(references.entity);
  return references.many
    ? `one or several sourcedIds of ${fileName}, several in quotes`
    : `a sourcedId of ${fileName}`;
}
