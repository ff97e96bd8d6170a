import { describe, expect, it } from 'vitest';
import { ISSUE_CODES, ISSUE_LEVELS, issueBand, issueKind, type IssueCode } from './catalog';
import { issueFix, issueSentence } from './sentences';
import { fileIssue } from './types';

const blame = /\b(?:invalid|illegal|abort|fatal|wrong|you failed|your fault|bad)\b/i;

describe.each(ISSUE_CODES)('%s', (code) => {
  const kind = issueKind(code);
  const texts = [kind.title, kind.sentence(kind.example), kind.fix(kind.example)];

  it('has whole sentences in plain words', () => {
    for (const text of texts) {
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/…|undefined|null/);
      expect(text.replace('in the wrong language', '')).not.toMatch(blame);
    }
    const said = `${kind.sentence(kind.example)} ${kind.fix(kind.example)}`;
    expect(kind.sentence(kind.example)).toMatch(/^\S.*\.$/s);
    expect(kind.fix(kind.example)).toMatch(/^[A-Z].*\.$/s);
    expect(said).not.toMatch(
      /by (itself|themselves)|nothing of (it|this|them|these)\b|whose roster is in force/i,
    );
    expect(kind.title.length).toBeLessThan(60);
  });

  it('can be said without any params', () => {
    expect(() => kind.sentence({}) + kind.fix({})).not.toThrow();
  });

  it('stops something only as an error', () => {
    if (kind.effect === 'set' || kind.effect === 'row' || kind.effect === 'golive') {
      expect(kind.level).toBe('error');
    }
    if (kind.level === 'error') expect(kind.effect).not.toBe('none');
    expect(ISSUE_LEVELS[issueBand(code)].label).not.toBe('');
  });
});

it('fills the sentence from the place and the params of the issue', () => {
  const issue = fileIssue('REFERENCE_MISSING', 'enrollments.csv', {
    line: 1203,
    column: 'schoolSourcedId',
    value: '99',
    params: { target: 'org' },
  });
  expect(issueSentence(issue)).toBe(
    'schoolSourcedId is "99", and orgs.csv has no school or district with this id that can be used.',
  );
  expect(issueFix(issue)).toMatch(/^Add the school or district to orgs.csv or correct this row\./);
});

it('separates thousands', () => {
  const issue = fileIssue('STATUS_IN_BULK', 'users.csv', { params: { count: 12310 } });
  expect(issueSentence(issue)).toContain('12,310 rows of users.csv');
});

it('tells a problem that comes once as one', () => {
  const said = (code: IssueCode, count: number) =>
    issueSentence(
      fileIssue(code, 'users.csv', { column: 'role', value: 'Student', params: { count } }),
    );
  expect(said('ENUM_CASE', 1)).toBe(
    '1 value of role is spelled differently, such as "Student". It was read.',
  );
  expect(said('ENUM_CASE', 2)).toBe(
    '2 values of role are spelled differently, such as "Student". They were read.',
  );
  for (const code of ISSUE_CODES) expect(said(code, 1)).not.toMatch(/(?<![.\d])1 \w+s\b/);
});

it('bands issues for screens', () => {
  expect(issueBand('HEADER_ONLY')).toBe('blocking');
  expect(issueBand('NO_ROW_USABLE_OPTIONAL')).toBe('file');
  expect(issueBand('NO_CONTACTS')).toBe('golive');
  expect(issueBand('VALUE_MISSING')).toBe('row');
  expect(issueBand('LANGUAGE_UNKNOWN')).toBe('notice');
});

it('says nothing stops that does not, and asks nobody for a table they cannot open', () => {
  for (const code of ISSUE_CODES) {
    const { level, effect, fix, example } = issueKind(code);
    expect(issueBand(code) === 'blocking', code).toBe(level === 'error' && effect === 'set');
    expect(fix(example), code).not.toContain('language table');
  }
  expect(ISSUE_LEVELS.file.meaning).toBe('One file was not used. The other files were read.');
  expect(ISSUE_LEVELS.notice.meaning).not.toContain('Everything was read');
});
