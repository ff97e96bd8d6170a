// What waits, in the words of a list, and the page on which it is decided.
import type { AttentionKind } from '@/lib/core/attention/attention-kinds';
import { plural } from '@/lib/core/format/numbers';
import { runPath } from '@/lib/core/sync-run/run-address';
import { attendancePath } from '../attendance/addresses';

export interface AttentionFacts {
  kind: AttentionKind;
  tenant: { slug: string } | null;
  count: number;
  breakId: number | null;
  runNumber: number | null;
  mailId: number | null;
}

/** Of a tab that shows one kind. */
export const attentionKindLabels: Record<AttentionKind, string> = {
  REVIEW: 'Reviews',
  DISTRICT_ANSWERED: 'Answered',
  FAILED_RUN: 'Failed runs',
  HELD_NOTICES: 'Held notices',
  HELD_FILE: 'Held files',
  NEAR_NAME: 'File names',
  UNMAPPED_WORDS: 'Categories',
  LATE: 'Late files',
  NEEDS_FIX: 'District must fix',
  FAILED_MAIL: 'Failed email',
  INVITATION: 'Invitations',
};

const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many);

const TEXTS: Record<AttentionKind, (item: AttentionFacts) => string> = {
  REVIEW: () => 'Decide the held changes',
  DISTRICT_ANSWERED: () => 'Decide: the district has answered',
  FAILED_RUN: ({ runNumber }) => `Try run ${runNumber ?? ''} again: it failed`,
  HELD_NOTICES: ({ count }) => `Release the notices of ${plural(count, 'school')}`,
  HELD_FILE: ({ count }) =>
    `Decide about ${plural(count, 'attendance file')} that ${verb(count, 'waits', 'wait')}`,
  NEAR_NAME: ({ count }) =>
    `Answer ${plural(count, 'file name')} that ${verb(count, 'is', 'are')} almost right`,
  UNMAPPED_WORDS: ({ count }) =>
    `Map ${plural(count, 'unrecognized category', 'unrecognized categories')}`,
  LATE: () => 'Find out why no roster files came',
  NEEDS_FIX: ({ runNumber }) =>
    runNumber === null
      ? 'Attendance files cannot be used: the district must fix them'
      : `Run ${runNumber} cannot be used: the district must fix it`,
  FAILED_MAIL: ({ count }) => `See why ${plural(count, 'email')} could not be sent`,
  INVITATION: ({ count }) =>
    `Send ${plural(count, 'invitation')} again: ${verb(count, 'it ends', 'they end')} soon or ${verb(count, 'has', 'have')} ended`,
};

export function attentionText(item: AttentionFacts): string {
  return TEXTS[item.kind](item);
}

/** Where it is decided. */
export function attentionHref(item: AttentionFacts): string {
  const { kind, tenant, breakId, runNumber, mailId } = item;
  if (breakId !== null) return `/reviews/${breakId}`;
  if (kind === 'FAILED_MAIL')
    return item.count === 1 && mailId !== null ? `/outbox/${mailId}` : '/outbox';
  if (tenant === null) return '/people';
  const { slug } = tenant;
  if (kind === 'HELD_NOTICES') return attendancePath(slug, 'notices');
  if (kind === 'UNMAPPED_WORDS') return attendancePath(slug, 'mapping');
  if (kind === 'HELD_FILE' || kind === 'NEAR_NAME') return attendancePath(slug, 'feeds');
  if (kind === 'INVITATION') return `/districts/${slug}/contacts`;
  if (kind === 'NEEDS_FIX')
    return runNumber === null
      ? attendancePath(slug, 'feeds')
      : `${runPath(slug, runNumber)}/problems`;
  return runNumber === null ? `/districts/${slug}/connection` : runPath(slug, runNumber);
}
