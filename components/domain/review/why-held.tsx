import { explainLimit, explainSeen, type SchoolName } from '@/lib/core/circuit-break/explain';
import type { Trip } from '@/lib/core/circuit-break/evaluate';
import { limitsReached } from '@/lib/core/circuit-break/limits-reached';
import { groupByRule, type ReasonGroup } from '@/lib/core/circuit-break/reasons-by-rule';
import { ruleName } from '@/lib/core/circuit-break/rule-name';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import classes from './review.module.css';

export type ReasonShown = { ruleId: string; trip: Trip };

/** Rules in sight; the others are folded. */
const SHOWN = 4;
/** More schools than anybody reads; the table of schools has all of them. */
const MOST_SCHOOLS = 60;

/** What is always reviewed, then every limit that was reached: one in each row with its schools folded. */
export function WhyHeld({
  reasons,
  schoolName,
}: {
  reasons: readonly ReasonShown[];
  schoolName: SchoolName;
}) {
  const { always, limits } = limitsReached(reasons);
  const more = limits.slice(SHOWN);
  return (
    <>
      <Rules
        caption="Limits reached"
        groups={[...groupByRule(always), ...limits.slice(0, SHOWN)]}
        schoolName={schoolName}
      />
      {more.length > 0 ? (
        <details className={classes.more}>
          <summary>And {plural(more.length, 'more limit', 'more limits')}</summary>
          <Rules caption="More limits reached" groups={more} schoolName={schoolName} />
        </details>
      ) : null}
    </>
  );
}

function Rules({
  caption,
  groups,
  schoolName,
}: {
  caption: string;
  groups: readonly ReasonGroup<ReasonShown>[];
  schoolName: SchoolName;
}) {
  return (
    <table className={classes.why}>
      <caption className={classes.caption}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Limit</th>
          <th scope="col">What was found</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group, index) => (
          <Rule key={`${group.ruleId} ${index}`} group={group} schoolName={schoolName} />
        ))}
      </tbody>
    </table>
  );
}

function Rule({
  group: { ruleId, ofDistrict, ofSchools },
  schoolName,
}: {
  group: ReasonGroup<ReasonShown>;
  schoolName: SchoolName;
}) {
  const all = [...ofDistrict, ...ofSchools.flatMap(({ reasons }) => reasons)];
  const isOfDistrict = ofDistrict.length > 0;
  const first = isOfDistrict ? ofDistrict : (ofSchools[0]?.reasons ?? []);
  const folded = isOfDistrict ? ofSchools : ofSchools.slice(1);
  return (
    <tr>
      <th scope="row">
        {ruleName(ruleId)}
        {all.some(({ trip }) => trip.isNeverRelaxed) ? (
          <span className={classes.never}>This limit is never relaxed.</span>
        ) : null}
      </th>
      <td>
        <Seen reasons={first} schoolName={schoolName} />
        {folded.length > 0 ? (
          <details className={classes.schools}>
            <summary>
              {isOfDistrict ? 'Also at' : 'And at'}{' '}
              {plural(folded.length, isOfDistrict ? 'school' : 'more school')}
            </summary>
            <ul>
              {folded.slice(0, MOST_SCHOOLS).map(({ schoolSourcedId, reasons }) => (
                <li key={schoolSourcedId}>
                  <Seen reasons={reasons} schoolName={schoolName} />
                </li>
              ))}
              {folded.length > MOST_SCHOOLS ? (
                <li>
                  and {formatNumber(folded.length - MOST_SCHOOLS)} more, in the table by school
                </li>
              ) : null}
            </ul>
          </details>
        ) : null}
      </td>
    </tr>
  );
}

/** One sight may have reached several limits: it is said once. */
function Seen({
  reasons,
  schoolName,
}: {
  reasons: readonly ReasonShown[];
  schoolName: SchoolName;
}) {
  const seen = new Set(reasons.map(({ trip }) => explainSeen(trip, schoolName)));
  const limits = new Set(reasons.map(({ trip }) => explainLimit(trip)));
  return (
    <>
      {[...seen].join(' ')} <span className={classes.limit}>{[...limits].join(' ')}</span>
    </>
  );
}
