import { formatNumber, formatPercent } from '@/lib/core/format/numbers';
import type { Trip } from '@/lib/core/circuit-break/evaluate';
import { limitLabel, noLimit } from './limit-labels';
import classes from './review.module.css';

export type ReasonShown = {
  sentence: string;
  trip: Pick<
    Trip,
    | 'ruleId'
    | 'scope'
    | 'changeCount'
    | 'percent'
    | 'limitPercent'
    | 'limitCount'
    | 'limitCap'
    | 'subject'
    | 'isNeverRelaxed'
  >;
};

type Trips = ReasonShown['trip'];

/** Every limit that was reached, with what was seen and what was allowed; each place and each sight named once. */
export function WhyHeld({
  reasons,
  schoolName,
}: {
  reasons: readonly ReasonShown[];
  schoolName: (schoolSourcedId: string) => string;
}) {
  const places = new Map<string, Map<string, Trips[]>>();
  for (const { trip, sentence } of reasons) {
    const { scope } = trip;
    const place = scope.kind === 'school' ? schoolName(scope.schoolSourcedId) : 'Whole district';
    const sights = places.get(place) ?? new Map<string, Trips[]>();
    places.set(place, sights);
    const sight = sightOf(sentence, place);
    sights.set(sight, [...(sights.get(sight) ?? []), trip]);
  }
  return (
    <div
      className={classes.region}
      role="region"
      aria-label="Limits that were reached"
      tabIndex={0}
    >
      <table className={classes.why}>
        <caption className={classes.caption}>Limits that were reached</caption>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What was seen</th>
            <th scope="col" className={classes.end}>
              Observed
            </th>
            <th scope="col" className={classes.end}>
              Limit
            </th>
          </tr>
        </thead>
        {[...places].map(([place, sights]) => (
          <tbody key={place}>
            {[...sights].map(([sight, trips], index) => (
              <tr key={sight}>
                {index === 0 ? (
                  <th scope="rowgroup" rowSpan={sights.size}>
                    {place}
                  </th>
                ) : null}
                <td>
                  {sight}
                  {trips.some(({ isNeverRelaxed }) => isNeverRelaxed) ? (
                    <span className={classes.never}>This limit is never relaxed.</span>
                  ) : null}
                </td>
                <td className={classes.end} data-label="Observed">
                  {trips[0] ? observedLabel(trips[0]) : null}
                </td>
                <td className={`${classes.end} ${classes.limits}`} data-label="Limit">
                  {limitsOf(trips)}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** The place stands in the row's head and the limit in its own column already. */
function sightOf(sentence: string, place: string): string {
  const start = `At ${place}, `;
  const sight = sentence.replace(/ The limit is .*$/, '');
  if (!sight.startsWith(start)) return sight;
  const rest = sight.slice(start.length);
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}

function observedLabel({ ruleId, changeCount, percent, limitPercent: limit }: Trips): string {
  // Every person of the files is counted there: no number that was too high.
  if (ruleId === 'resume') return '—';
  return `${formatNumber(changeCount)}${percent === null ? '' : `, ${formatPercent(percent, { limit })}`}`;
}

/** One sight may have reached several limits. */
function limitsOf(trips: readonly Trips[]): string {
  const limits = [...new Set(trips.map(limitLabel))];
  const withNumbers = limits.filter((each) => each !== noLimit);
  return withNumbers.length > 0 ? withNumbers.join(',\nalso ') : 'always held';
}
