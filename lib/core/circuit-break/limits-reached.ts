// Why an update is held, told alike by its page, the lists and the mails: what is always reviewed first, then every limit
// once, with its schools folded.
import { plural } from '../format/numbers';
import type { CountedEntity } from '../change/change';
import { limitShare } from './explain';
import { situations, type Trip } from './evaluate';
import { withRemedy } from './explain-finding';
import { leadReason } from './lead-reason';
import { groupByRule, type ReasonGroup } from './reasons-by-rule';

interface Reached {
  readonly ruleId: string;
  readonly trip: Pick<Trip, 'ruleId' | 'scope' | 'entity' | 'changeType' | 'subject'>;
}

interface Said extends Reached {
  readonly sentence: string;
  readonly remedy?: string | null;
}

export interface LimitsReached<R> {
  /** A first roster, or the first files after a pause: reviewed whatever is in them. */
  readonly always: readonly R[];
  /** The one that stands for the update before the others. */
  readonly limits: readonly ReasonGroup<R>[];
}

const isSituation = ({ ruleId }: Reached): boolean => situations.some((each) => each === ruleId);

/** `reasons` come gravest first. */
export function limitsReached<R extends Reached>(reasons: readonly R[]): LimitsReached<R> {
  const limits = reasons.filter((reason) => !isSituation(reason));
  return {
    always: reasons.filter(isSituation),
    limits: groupByRule(limits, leadReason(limits)),
  };
}

/** One line for a headline or a list: "53 of 700 students would be removed, 7.6 %. The limit is 5 %. And 7 more limits." */
export function whyHeldText(reasons: readonly Said[]): string | null {
  return reasons.length === 0 ? null : whyHeldLines(reasons, 1).join(' ');
}

/** For a mail: a line for each of the first limits, and how many more there are. Nothing is left out without a word. */
export function whyHeldLines(reasons: readonly Said[], most = 5): string[] {
  const { always, limits } = limitsReached(reasons);
  const more = limits.length - most;
  return [
    ...always.map(({ sentence }) => sentence),
    ...limits.slice(0, most).map((group) => lineOf(group, most > 1)),
    ...(more > 0
      ? [
          most > 1
            ? `And ${plural(more, 'more limit')}; the review page lists each one.`
            : `And ${plural(more, 'more limit')}.`,
        ]
      : []),
  ];
}

export interface ReachedMark {
  /** In percent, of the limit of the whole district; null where only schools reached theirs. */
  limitPercent: number | null;
  /** Where the district as a whole stays below it. */
  schoolCount: number;
}

/** Whether a count of a kind of record reached a limit, of the district or of a school; null where none was. */
export function reachedMark(
  reasons: readonly { readonly trip: Trip }[],
  entity: CountedEntity,
  changeType: NonNullable<Trip['changeType']>,
): ReachedMark | null {
  // A rule named after what it counts; a measure looks at something else about the same records.
  const about = reasons.filter(
    ({ trip }) =>
      trip.entity === entity && trip.changeType === changeType && trip.ruleId.includes('.'),
  );
  if (about.length === 0) return null;
  const shares = about.flatMap(({ trip }) =>
    trip.scope.kind === 'district' ? (limitShare(trip, trip.baselineCount) ?? []) : [],
  );
  const schools = about.flatMap(({ trip: { scope } }) =>
    scope.kind === 'school' ? [scope.schoolSourcedId] : [],
  );
  return {
    limitPercent: shares.length > 0 ? Math.min(...shares) : null,
    schoolCount: new Set(schools).size,
  };
}

function lineOf({ ofDistrict, ofSchools }: ReasonGroup<Said>, isLong: boolean): string {
  const first = ofDistrict[0] ?? ofSchools[0]?.reasons[0];
  if (!first) return '';
  if (!isLong) return first.sentence;
  const sentence = withRemedy(first.sentence, first.remedy ?? null);
  const others = ofDistrict.length > 0 ? ofSchools.length : ofSchools.length - 1;
  if (others === 0) return sentence;
  return ofDistrict.length > 0
    ? `${sentence} Also at ${plural(others, 'school')}.`
    : `${sentence} And at ${plural(others, 'more school')}.`;
}
