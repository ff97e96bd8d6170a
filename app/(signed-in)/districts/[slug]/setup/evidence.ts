import { formatKeptTime } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import type { ApiFacts, FileFacts, SetUpStep } from '@/lib/core/set-up/steps';
import { waysOf } from '@/lib/core/set-up/ways';
import type { ConnectionRow } from '@/lib/server/connections/queries/list-connections';
import type { SetUpView } from '@/lib/server/set-up/queries/load-set-up';

type Seen = SetUpView & Pick<ConnectionRow, 'api'>;

/** What says that a step is done, or what it takes. */
export function evidenceOf(step: SetUpStep, seen: Seen): string {
  const { facts } = seen;
  if (step === 'sis') return sisEvidence(seen);
  return facts.way === 'FILES' ? ofFiles(step, facts, seen) : ofApi(step, facts, seen);
}

function sisEvidence({ facts, way }: Seen): string {
  if (facts.sis === null) return 'Takes a minute';
  const chosen = waysOf(facts.sis).find(({ value }) => value === way);
  return way === 'FILES' ? facts.sis : `${facts.sis}, ${chosen?.label ?? 'an API'}`;
}

const uploadEvidence = {
  none: 'Nothing has arrived yet',
  arriving: 'Files are here, not checked yet',
  incomplete: 'Some of the last files did not come',
  refused: 'The last files could not be used',
  good: 'The files were checked',
} as const;

function ofFiles(step: SetUpStep, facts: FileFacts, { filesReadyAt, exportAt }: Seen): string {
  switch (step) {
    case 'sign-in':
      return facts.passwordCount + facts.keyCount === 0
        ? 'Create a password, or add an SSH key'
        : `${[
            ...(facts.passwordCount > 0 ? [plural(facts.passwordCount, 'password')] : []),
            ...(facts.keyCount > 0 ? [plural(facts.keyCount, 'SSH key')] : []),
          ].join(' and ')}, ${facts.hasSignedIn ? 'used' : 'not used yet'}`;
    case 'files':
      return facts.upload === 'good'
        ? 'Known from the files that came'
        : filesReadyAt
          ? 'The export is built'
          : facts.upload === 'none'
            ? 'Build the export in your SIS'
            : 'Files came: see the first upload';
    case 'upload':
      return uploadEvidence[facts.upload];
    case 'schedule':
      return facts.scheduleSet
        ? exportAt
          ? `Daily at ${formatKeptTime(exportAt)}`
          : 'No time given'
        : 'When your files come, and who is told if they do not';
    default:
      return '';
  }
}

const testEvidence = {
  none: 'Nothing is fetched before a test has passed',
  running: 'Being tested now',
  failed: 'A line of the last test failed',
  passed: 'Every line passed',
} as const;

const pullEvidence = {
  none: 'Nothing has been fetched yet',
  open: 'Being fetched now',
  failed: 'The last pull failed',
  complete: 'Everything was fetched, not checked yet',
} as const;

function ofApi(step: SetUpStep, facts: ApiFacts, { api }: Seen): string {
  switch (step) {
    case 'account':
      return api ? new URL(api.baseUrl).host : 'From the administrator of your SIS';
    case 'test':
      return testEvidence[facts.test];
    case 'first-pull':
      if (facts.upload === 'good') return 'What was fetched was checked';
      return facts.upload === 'refused' && facts.pull !== 'open'
        ? 'What was fetched could not be used'
        : pullEvidence[facts.pull];
    case 'schedule':
      return facts.scheduleSet && api
        ? `Every night at ${formatKeptTime(api.pullAt)}`
        : 'When we fetch, and who is told if nothing comes';
    default:
      return '';
  }
}
