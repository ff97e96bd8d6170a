import { Section } from '@/components/ui/section';
import { entityNoun } from '@/lib/core/change/entity-nouns';
import { formatNumber, formatPercent, percentOf, plural } from '@/lib/core/format/numbers';
import type { DistrictLimits } from '@/lib/server/reviews/queries/plan-limits';
import type { EntitySize } from '@/lib/server/reviews/queries/sizes';
import classes from './who-is-touched.module.css';

type Limits = ReadonlyMap<EntitySize['entity'], DistrictLimits>;

/** How many are removed, added and changed, of students before anybody else, and what that is for families. */
export function WhoIsTouched({
  sizes,
  limits,
  unreachable,
}: {
  sizes: readonly EntitySize[];
  limits: Limits;
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
        />
        <Share
          word={word(main.added, 'added')}
          count={main.added}
          size={main}
          limit={limit?.added}
        />
        <Share word={word(main.changed, 'changed')} count={main.changed} size={main} />
      </ul>
      <p>
        {contacts ? familiesSentence(contacts) : NO_CONTACTS}{' '}
        {unreachable > 0
          ? `${plural(unreachable, 'student')} would have no contact who can be reached.`
          : ''}
      </p>
    </Section>
  );
}

/** As the verdict says it: the number that is held, with the share it is here. */
function limitText(limit: number, baseline: number): string {
  // What is stored as a share of a number comes back as that number.
  const count = Math.ceil((limit * baseline) / 100 - 1e-6);
  return `limit ${formatNumber(count)} (${formatPercent(limit)})`;
}

const NO_CONTACTS = 'No family contacts change.';

function familiesSentence({ removed, added, changed, baseline }: EntitySize): string {
  if (removed + added + changed === 0) return NO_CONTACTS;
  return `Families: ${formatNumber(removed)} of ${plural(baseline, 'contact')} removed${
    removed === 0 ? '' : ` (${formatPercent(percentOf(removed, baseline))})`
  }, ${formatNumber(added)} added and ${formatNumber(changed)} changed.`;
}

function Share({
  word,
  count,
  size: { baseline },
  limit = null,
}: {
  word: string;
  count: number;
  size: EntitySize;
  limit?: number | null;
}) {
  const share = percentOf(count, baseline);
  const full = Math.min(100, Math.max(10, share ?? 0, (limit ?? 0) * 2));
  const at = (percent: number) => `${Math.min(100, (percent / full) * 100)}%`;
  const isHeld = limit !== null && (share ?? 0) >= limit;
  return (
    <li>
      <p>
        <strong>{formatNumber(count)}</strong> {word}
      </p>
      <span className={classes.track} aria-hidden="true">
        <span className={isHeld ? classes.over : classes.under} style={{ width: at(share ?? 0) }} />
        {limit === null || limit > full ? null : (
          <span className={classes.limit} style={{ left: at(limit) }} />
        )}
      </span>
      <p className={classes.of}>
        {share === null
          ? 'none now'
          : `${formatPercent(share, { limit })} of ${formatNumber(baseline)}`}
        {limit === null || limit > 100 ? '' : ` · ${limitText(limit, baseline)}`}
      </p>
    </li>
  );
}
