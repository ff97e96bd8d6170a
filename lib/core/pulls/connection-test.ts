/**
 * A test of a connection, step by step: each step is a line of its own, with what mends it where it fails. Later steps need the
 * earlier ones; what could not be tried says so.
 */
import { plural } from '../format/numbers';
import { PULL_FAILURES, type PullFailureCode } from './pull-failures';

export const TEST_STEPS = [
  'REACHED',
  'AUTHORIZED',
  'VERSION',
  'PERMITTED',
  'ROWS',
  'COUNTS',
  'CHANGES',
  'NEXT_YEAR',
] as const;

export type TestStep = (typeof TEST_STEPS)[number];

export const TEST_STEP_LABELS: Record<TestStep, string> = {
  REACHED: 'Address and encryption',
  AUTHORIZED: 'Key and secret',
  VERSION: 'Version of the API',
  PERMITTED: 'Permissions',
  ROWS: 'One row of everything',
  COUNTS: 'How many there are',
  CHANGES: 'Changes alone',
  NEXT_YEAR: 'Next school year',
};

/** What was found at a step, as it is kept. */
export type TestLine =
  | { step: TestStep; outcome: 'FAILED'; code: PullFailureCode; collection: string | null }
  | { step: TestStep; outcome: 'NOT_TRIED' }
  | { step: 'REACHED'; outcome: 'PASSED'; host: string; isEncrypted: boolean }
  | { step: 'AUTHORIZED'; outcome: 'PASSED' }
  | { step: 'VERSION'; outcome: 'PASSED'; version: string }
  | { step: 'PERMITTED'; outcome: 'PASSED' }
  /** Collections that may be left out, and cannot be read. */
  | { step: 'PERMITTED'; outcome: 'NOTED'; leftOut: string[] }
  | { step: 'ROWS'; outcome: 'PASSED' }
  | { step: 'ROWS'; outcome: 'NOTED'; empty: string[] }
  | { step: 'COUNTS'; outcome: 'PASSED'; totals: { collection: string; total: number }[] }
  | { step: 'COUNTS'; outcome: 'NOTED' }
  | { step: 'CHANGES'; outcome: 'PASSED' }
  | { step: 'CHANGES'; outcome: 'NOTED' }
  | { step: 'NEXT_YEAR'; outcome: 'PASSED'; schoolYear: number }
  | { step: 'NEXT_YEAR'; outcome: 'NOTED' };

export interface TestLineText {
  label: string;
  outcome: TestLine['outcome'];
  text: string;
  /** What mends it; null where there is nothing to mend. */
  remedy: string | null;
}

export function testLineText(line: TestLine): TestLineText {
  const label = TEST_STEP_LABELS[line.step];
  const { outcome } = line;
  if (outcome === 'FAILED') {
    const { sentence, remedy } = PULL_FAILURES[line.code];
    const text = line.collection === null ? sentence : `${line.collection}: ${sentence}`;
    return { label, outcome, text, remedy };
  }
  if (outcome === 'NOT_TRIED')
    return { label, outcome, text: 'Not tried, because of the line that failed.', remedy: null };
  return { label, outcome, ...wordsOf(line) };
}

type Found = Exclude<TestLine, { outcome: 'FAILED' | 'NOT_TRIED' }>;

function wordsOf(line: Found): { text: string; remedy: string | null } {
  switch (line.step) {
    case 'REACHED':
      return passed(
        line.isEncrypted
          ? `${line.host} was reached, and its certificate is valid.`
          : `${line.host} was reached, without encryption: a setting allows that for tests.`,
      );
    case 'AUTHORIZED':
      return passed('The server accepted the key and secret.');
    case 'VERSION':
      return passed(`The API speaks ${line.version}.`);
    case 'PERMITTED':
      return line.outcome === 'PASSED'
        ? passed('Everything may be read.')
        : {
            text: `Cannot be read, and will be left out: ${line.leftOut.join(', ')}.`,
            remedy: 'Grant the key read access to them if you want them to be included.',
          };
    case 'ROWS':
      return line.outcome === 'PASSED'
        ? passed('A row of everything came, with its id.')
        : {
            text: `Without any row: ${line.empty.join(', ')}.`,
            remedy: 'Check in the SIS that the key reads the right schools and school year.',
          };
    case 'COUNTS':
      return line.outcome === 'PASSED'
        ? passed(
            `${line.totals.map(({ collection, total }) => countText(collection, total)).join(', ')}.`,
          )
        : passed('The server does not say how many there are. We read until a page is empty.');
    case 'CHANGES':
      return line.outcome === 'PASSED'
        ? passed('The server can be asked for changes alone. Everything is read once a week.')
        : passed('The server does not filter by time, so everything is read every night.');
    case 'NEXT_YEAR':
      return line.outcome === 'PASSED'
        ? passed(`The school year ending in ${line.schoolYear} is there already.`)
        : passed(
            'Only the present school year is there. Next year’s appears once your SIS has it.',
          );
  }
}

const passed = (text: string) => ({ text, remedy: null });

const countText = (collection: string, total: number): string => {
  const [one = collection, many] = COLLECTION_NOUNS[collection] ?? [collection, collection];
  return plural(total, one, many);
};

/** Others, such as the resources of Ed-Fi, go by the names that they have at the source. */
const COLLECTION_NOUNS: Readonly<Record<string, readonly [one: string, many?: string]>> = {
  orgs: ['org'],
  academicSessions: ['session'],
  courses: ['course'],
  classes: ['class', 'classes'],
  users: ['user'],
  enrollments: ['enrollment'],
  demographics: ['row of demographics', 'rows of demographics'],
};

/** Whether the connection can be read: no line failed. */
export const hasPassed = (lines: readonly TestLine[]): boolean =>
  lines.length === TEST_STEPS.length && lines.every(({ outcome }) => outcome !== 'FAILED');
