/**
 * How far a district is on its way to a live site: six stages, decided from facts alone. Decision 083. A time that is not
 * kept any more is null: the stage is done all the same.
 */
import type { PlainDate } from '../calendar/plain-date';
import type { Owner } from '../sync-run/status-labels';

export const goLiveStages = [
  { id: 'invited', label: 'Invited' },
  { id: 'connected', label: 'Connected' },
  { id: 'files', label: 'Files received' },
  { id: 'review', label: 'In review' },
  { id: 'site', label: 'Creating the site' },
  { id: 'live', label: 'Live' },
] as const;

export type GoLiveStage = (typeof goLiveStages)[number]['id'];
export type GoLiveState = 'done' | 'now' | 'to-come';

/** The newest set of roster files: none yet, part of it here, being checked, failed by our fault, never whole, refused, rejected by a reviewer, gone stale, checked. */
export type NewestSet =
  | 'none'
  | 'waiting'
  | 'arriving'
  | 'failed'
  | 'incomplete'
  | 'refused'
  | 'rejected'
  | 'expired'
  | 'checked';

export interface GoLiveFacts {
  /** The first invitation of a contact. */
  invitedAt: Date | null;
  /** Somebody of the district has signed in here. */
  hasContact: boolean;
  /** A program signed in, or a file came, for the first time as far as is known. */
  connectedAt: Date | null;
  hasConnected: boolean;
  /** Its roster is fetched from an API that it has or chose, not sent. */
  isFetched: boolean;
  newestSet: NewestSet;
  /** When the first set was checked to its end. */
  firstSetCheckedAt: Date | null;
  /** The newest review of a first roster; null before one was held, and where none ever was. */
  review: {
    state: 'OPEN' | 'APPROVED' | 'OVER';
    openedAt: Date;
    decidedAt: Date | null;
    /** Null while the clock stands. */
    dueAt: Date | null;
  } | null;
  isPaused: boolean;
  /** Since when the first roster is live; null where none is. */
  rosterLiveAt: Date | null;
  hasRoster: boolean;
  /** One was live and was undone. */
  wasUndone: boolean;
  site: {
    how: 'WEBHOOK' | 'BY_HAND' | 'BEFORE_RECORDS';
    requestedAt: Date | null;
    addressWrittenAt: Date | null;
  } | null;
  firstDayOfSchoolDate: PlainDate | null;
  /** In the district. */
  today: PlainDate;
}

/** What is special about the stage that is now; its sentence is in `stage-text.ts`. */
export type StageDetail =
  | 'no-invitation'
  | 'not-signed-in'
  | 'waiting-for-sign-in'
  | 'waiting-for-test'
  | `files-${NewestSet}`
  | 'files-undone'
  | 'under-review'
  | 'review-paused'
  | 'site-not-started'
  | 'site-requested'
  | 'site-by-hand'
  | 'roster-not-live'
  | 'live';

export interface StageRow {
  id: GoLiveStage;
  label: string;
  state: GoLiveState;
  owner: Owner;
  /** Done: when it was. Now: since when it is. To come, or not known: null. */
  since: Date | null;
  /** An instant, or a day in the district. */
  by: { at: Date } | { date: PlainDate } | null;
  /** Of the stage that is now alone, and of the last one once it is done. */
  detail: StageDetail | null;
}

export interface GoLive {
  rows: readonly StageRow[];
  /** Null once all are done. */
  now: GoLiveStage | null;
  isLive: boolean;
}

export function goLive(facts: GoLiveFacts): GoLive {
  const done = doneSince(facts);
  const now = goLiveStages.find(({ id }) => done[id] === false)?.id ?? null;
  const rows = goLiveStages.map(({ id, label }): StageRow => {
    const since = done[id];
    if (id === now) return { id, label, state: 'now', ...current(facts, id, done) };
    if (since === false)
      return {
        id,
        label,
        state: 'to-come',
        owner: laterOwners[id],
        since: null,
        by: id === 'live' ? firstDay(facts) : null,
        detail: null,
      };
    const detail = id === 'live' ? 'live' : null;
    return { id, label, state: 'done', owner: 'nobody', since, by: null, detail };
  });
  return { rows, now, isLive: done.live !== false };
}

/** Whose turn it will be. */
const laterOwners: Record<GoLiveStage, Owner> = {
  invited: 'TalkingPoints',
  connected: 'district',
  files: 'district',
  review: 'TalkingPoints',
  site: 'TalkingPoints',
  live: 'nobody',
};

/** Whose turn it is before a set was checked. */
const filesOwners: Record<NewestSet, Owner> = {
  none: 'district',
  arriving: 'nobody',
  failed: 'TalkingPoints',
  waiting: 'district',
  incomplete: 'district',
  refused: 'district',
  rejected: 'district',
  expired: 'district',
  checked: 'nobody',
};

/** False: not done. Otherwise since when, null where that is not known. */
type Done = Readonly<Record<GoLiveStage, Date | null | false>>;

function doneSince(facts: GoLiveFacts): Done {
  const { review, site, hasRoster } = facts;
  const isApproved = hasRoster || (review?.state === 'APPROVED' && !facts.wasUndone);
  const isChecked = isApproved || review?.state === 'OPEN' || facts.newestSet === 'checked';
  const hasConnected = facts.hasConnected || isChecked || facts.newestSet !== 'none';
  const isInvited = facts.invitedAt !== null || facts.hasContact || hasConnected;
  const hasSite =
    site !== null && (site.how === 'BEFORE_RECORDS' || site.addressWrittenAt !== null);
  const when = (isDone: boolean, at: Date | null) => (isDone ? at : false);
  return {
    invited: when(isInvited, facts.invitedAt),
    connected: when(hasConnected, facts.connectedAt),
    files: when(isChecked, facts.firstSetCheckedAt),
    review: when(isApproved, review?.decidedAt ?? facts.rosterLiveAt),
    site: when(hasSite, site?.addressWrittenAt ?? null),
    live: when(hasSite && hasRoster, later(site?.addressWrittenAt ?? null, facts.rosterLiveAt)),
  };
}

const later = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one > other ? one : other) : (one ?? other);

function current(
  facts: GoLiveFacts,
  id: GoLiveStage,
  done: Done,
): Pick<StageRow, 'owner' | 'since' | 'by' | 'detail'> {
  const { review, site } = facts;
  const at = (stage: GoLiveStage) => done[stage] || null;
  switch (id) {
    case 'invited':
      return { owner: 'TalkingPoints', since: null, by: null, detail: 'no-invitation' };
    case 'connected':
      return {
        owner: 'district',
        since: at('invited'),
        by: null,
        detail: facts.isFetched
          ? 'waiting-for-test'
          : facts.hasContact
            ? 'waiting-for-sign-in'
            : 'not-signed-in',
      };
    case 'files':
      return {
        owner: filesOwners[facts.newestSet],
        since: at('connected'),
        by: null,
        detail:
          facts.wasUndone && facts.newestSet === 'none'
            ? 'files-undone'
            : `files-${facts.newestSet}`,
      };
    case 'review': {
      const isOpen = review?.state === 'OPEN';
      const dueAt = isOpen && !facts.isPaused ? review.dueAt : null;
      return {
        owner: facts.isPaused ? 'nobody' : 'TalkingPoints',
        since: isOpen ? review.openedAt : at('files'),
        by: dueAt ? { at: dueAt } : null,
        detail: facts.isPaused ? 'review-paused' : 'under-review',
      };
    }
    case 'site':
      return {
        owner: 'TalkingPoints',
        since: site?.requestedAt ?? at('review'),
        by: firstDay(facts),
        detail: !site
          ? 'site-not-started'
          : site.how === 'BY_HAND'
            ? 'site-by-hand'
            : 'site-requested',
      };
    case 'live':
      return {
        owner: 'nobody',
        since: at('site'),
        by: firstDay(facts),
        detail: 'roster-not-live',
      };
  }
}

/** One that is past is no day to be ready by. */
function firstDay({ firstDayOfSchoolDate, today }: GoLiveFacts): StageRow['by'] {
  return firstDayOfSchoolDate !== null && firstDayOfSchoolDate >= today
    ? { date: firstDayOfSchoolDate }
    : null;
}
