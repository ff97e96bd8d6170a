import { Section } from '@/components/ui/section';
import type { Trip } from '@/lib/core/circuit-break/evaluate';
import { reachedMark, type ReachedMark } from '@/lib/core/circuit-break/limits-reached';
import { entityNoun } from '@/lib/core/change/entity-nouns';
import { formatNumber, formatPercent, percentOf, plural } from '@/lib/core/format/numbers';
import { familiesText } from '@/lib/core/review/families-text';
import type { DistrictLimits } from '@/lib/server/reviews/queries/plan-limits';
import type { EntitySize } from '@/lib/server/reviews/queries/sizes';
import classes from './who-is-touched.module.css';

type Limits = ReadonlyMap<EntitySize['entity'], DistrictLimits>;

/** How many are removed, added and changed, of students before anybody else, and of their contacts. */
export function WhoIsTouched({
  sizes,
  limits,
  reasons,
  families,
  unreachable,
}: {
  sizes: readonly EntitySize[];
  limits: Limits;
  /** The limits that were reached. */
  reasons: readonly { trip: Trip }[];
  /** Students whose contacts change; null where they were not counted. */
  families: number | null;
  /** Students who would lose the last contact with a phone or email address. */
  unreachable: number;
}) {
  const touched = sizes.filter((size) => size.added + size.changed + size.removed > 0);
  const main = touched.find(({ entity }) => entity === 'students') ?? touched[0];
  if (!main) return null;
  const limit = limits.get(main.entity);
  const contacts = sizes.find(({ entity }) => entity === 'contacts');
  const word = (count: number, what: string) => `${entityNoun(main.entity, count)} ${what}`;
  return (
    <Section title="Who is affected" id="affected">
      <ul className={classes.numbers}>
        <Share
          word={word(main.removed, 'removed')}
          count={main.removed}
          size={main}
          limit={limit?.removed}
          reached={reachedMark(reasons, main.entity, 'REMOVE')}
        />
        <Share
          word={word(main.added, 'added')}
          count={main.added}
          size={main}
          limit={limit?.added}
          reached={reachedMark(reasons, main.entity, 'ADD')}
        />
        <Share
          word={word(main.changed, 'changed')}
          count={main.changed}
          size={main}
          reached={reachedMark(reasons, main.entity, 'UPDATE')}
        />
      </ul>
      <p>
        {familiesText(families, contacts ?? NO_CONTACTS)}{' '}
        {unreachable > 0
          ? `${plural(unreachable, 'student')} would have no contact who can be reached.`
          : ''}
      </p>
    </Section>
  );
}

const NO_CONTACTS = { removed: 0, added: 0, changed: 0, baseline: 0 };

/** As the verdict says it: the number that is held, with the share it is here. */
function limitText(limit: number, baseline: number): string {
  // What is stored as a share of a number comes back as that number.
  const count = Math.ceil((limit * baseline) / 100 - 1e-6);
  return `limit ${formatNumber(count)} (${formatPercent(limit)})`;
}

function reachedText({ limitPercent, schoolCount }: ReachedMark): string {
  if (limitPercent !== null) return `! Limit ${formatPercent(limitPercent)} reached`;
  return schoolCount > 0
    ? `! Limit reached at ${plural(schoolCount, 'school')}`
    : '! Limit reached';
}

function Share({
  word,
  count,
  size: { baseline },
  limit: known = null,
  reached,
}: {
  word: string;
  count: number;
  size: EntitySize;
  limit?: number | null;
  reached: ReachedMark | null;
}) {
  const limit = known ?? reached?.limitPercent ?? null;
  const share = percentOf(count, baseline);
  const full = Math.min(100, Math.max(10, share ?? 0, (limit ?? 0) * 2));
  const at = (percent: number) => `${Math.min(100, (percent / full) * 100)}%`;
  return (
    <li>
      <p>
        <strong>{formatNumber(count)}</strong> {word}
      </p>
      <span className={classes.track} aria-hidden="true">
        <span
          className={reached ? classes.over : classes.under}
          style={{ width: at(share ?? 0) }}
        />
        {limit === null || limit > full ? null : (
          <span className={classes.limit} style={{ left: at(limit) }} />
        )}
      </span>
      <p className={classes.of}>
        {share === null
          ? 'none now'
          : `${formatPercent(share, { limit })} of ${formatNumber(baseline)}`}
        {limit === null || limit > 100 ? '' : ` · ${limitText(limit, baseline)}`}
        {reached ? <strong className={classes.reached}>{reachedText(reached)}</strong> : null}
      </p>
    </li>
  );
}
