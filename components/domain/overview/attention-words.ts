// What waits, in the words of a list, and the page on which it is decided.
import type { AttentionKind } from '@/lib/core/attention/attention-kinds';
import { plural } from '@/lib/core/format/numbers';
import { goingLivePath } from '@/lib/core/go-live/address';
import { waitingForFixTitle, type fixTitles } from '@/lib/core/sync-run/banner/needs-fix-text';
import {
  ATTENDANCE_FIX,
  DECIDE_CHANGES,
  REVIEW_FIRST_ROSTER,
} from '@/lib/core/sync-run/next-step-text';
import { pullPath } from '@/lib/core/pulls/pull-address';
import { runPath } from '@/lib/core/sync-run/run-address';
import { attendancePath } from '../attendance/addresses';

export interface AttentionFacts {
  kind: AttentionKind;
  tenant: { slug: string } | null;
  count: number;
  breakId: number | null;
  isOnboarding: boolean;
  /** The district was asked about the review and has not answered yet. */
  isAsked?: boolean;
  runNumber: number | null;
  fixState: keyof typeof fixTitles | null;
  isAllMeantEmpty: boolean;
  mailId: number | null;
  /** Of the pull that failed. */
  pullNumber?: number | null;
}

/** Of a tab that shows one kind. */
export const attentionKindLabels: Record<AttentionKind, string> = {
  REVIEW: 'Reviews',
  DISTRICT_ANSWERED: 'Answered',
  FAILED_RUN: 'Failed runs',
  FAILED_PULL: 'Failed pulls',
  HELD_NOTICES: 'Held notices',
  HELD_FILE: 'Held files',
  NEAR_NAME: 'File names',
  UNMAPPED_WORDS: 'Categories',
  LATE: 'Late files',
  LATE_ATTENDANCE: 'Late attendance',
  NEEDS_FIX: 'District must fix',
  SITE_LOOKS_WRONG: 'Site looks wrong',
  SITE_TO_CREATE: 'Sites to create',
  FAILED_MAIL: 'Failed email',
  INVITATION: 'Invitations',
};

const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many);

const ASKED = ': the district was asked';

/** To people who can do it. */
const TEXTS: Record<AttentionKind, (item: AttentionFacts) => string> = {
  REVIEW: ({ isOnboarding, isAsked }) =>
    `${isOnboarding ? REVIEW_FIRST_ROSTER : DECIDE_CHANGES}${isAsked ? ASKED : ''}`,
  DISTRICT_ANSWERED: ({ isOnboarding }) =>
    isOnboarding
      ? 'Review the first roster: the district has answered'
      : 'Decide: the district has answered',
  FAILED_RUN: ({ runNumber }) => `Try run ${runNumber ?? ''} again: it failed`,
  FAILED_PULL: ({ pullNumber }) => `See why pull ${pullNumber ?? ''} failed`,
  HELD_NOTICES: ({ count }) => `Release the notices for ${plural(count, 'school')}`,
  HELD_FILE: ({ count }) => `Decide on ${plural(count, 'held attendance file')}`,
  NEAR_NAME: ({ count }) =>
    `Decide on ${plural(count, 'file name')} that ${verb(count, 'is', 'are')} almost right`,
  UNMAPPED_WORDS: ({ count }) =>
    `Map ${plural(count, 'unrecognized category', 'unrecognized categories')}`,
  LATE: () => 'Find out why no roster files arrived',
  LATE_ATTENDANCE: ({ count }) =>
    `Find out why ${plural(count, 'attendance file')} did not arrive today`,
  NEEDS_FIX: ({ fixState, isAllMeantEmpty }) =>
    fixState === null ? ATTENDANCE_FIX : waitingForFixTitle(fixState, { isAll: isAllMeantEmpty }),
  SITE_LOOKS_WRONG: ({ count }) =>
    `See what does not look right on the site (${plural(count, 'answer')})`,
  SITE_TO_CREATE: () => 'Create the site and write its address down',
  FAILED_MAIL: ({ count }) => `See why ${plural(count, 'email')} could not be sent`,
  INVITATION: ({ count }) =>
    `Send ${plural(count, 'invitation')} again: expired or about to expire`,
};

/** To people who see what waits and leave it to others; the other kinds anybody who sees them can follow. */
const SEEN: Partial<typeof TEXTS> = {
  REVIEW: ({ isOnboarding, isAsked }) =>
    `${isOnboarding ? 'First roster under review' : 'Held changes'}${isAsked ? ASKED : ''}`,
  DISTRICT_ANSWERED: ({ isOnboarding }) =>
    `${isOnboarding ? 'First roster under review' : 'Held changes'}: the district has answered`,
  FAILED_RUN: ({ runNumber }) => `Run ${runNumber ?? ''} failed`,
  HELD_NOTICES: ({ count }) => `Held notices for ${plural(count, 'school')}`,
  HELD_FILE: ({ count }) => `${plural(count, 'held attendance file')}`,
  NEAR_NAME: ({ count }) => `${plural(count, 'file name')} almost right`,
  UNMAPPED_WORDS: ({ count }) => plural(count, 'unrecognized category', 'unrecognized categories'),
  SITE_TO_CREATE: () => 'The site is not created yet',
  INVITATION: ({ count }) => `${plural(count, 'invitation')} expired or about to expire`,
};

/** Whether the reader can do something about it is for the caller to say. */
export function attentionText(item: AttentionFacts, canAct: boolean): string {
  return ((canAct ? undefined : SEEN[item.kind]) ?? TEXTS[item.kind])(item);
}

/** Where it is decided. */
export function attentionHref(item: AttentionFacts): string {
  const { kind, tenant, breakId, runNumber, mailId } = item;
  if (breakId !== null) return `/reviews/${breakId}`;
  if (kind === 'FAILED_MAIL')
    return item.count === 1 && mailId !== null ? `/outbox/${mailId}` : '/outbox';
  if (tenant === null) return '/people';
  const { slug } = tenant;
  if (kind === 'FAILED_PULL' && item.pullNumber) return pullPath(slug, item.pullNumber);
  if (kind === 'HELD_NOTICES') return attendancePath(slug, 'notices');
  if (kind === 'UNMAPPED_WORDS') return attendancePath(slug, 'mapping');
  if (kind === 'HELD_FILE' || kind === 'NEAR_NAME' || kind === 'LATE_ATTENDANCE')
    return attendancePath(slug, 'feeds');
  if (kind === 'SITE_LOOKS_WRONG' || kind === 'SITE_TO_CREATE') return goingLivePath(slug);
  if (kind === 'INVITATION') return `/districts/${slug}/contacts`;
  if (kind === 'NEEDS_FIX' && runNumber === null) return attendancePath(slug, 'feeds');
  // Only files that were checked have problems to correct.
  if (item.fixState === 'INVALID' && !item.isAllMeantEmpty && runNumber !== null)
    return `${runPath(slug, runNumber)}/problems`;
  return runNumber === null ? `/districts/${slug}/connection` : runPath(slug, runNumber);
}
