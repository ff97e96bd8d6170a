import Link from 'next/link';
import { Suspense } from 'react';
import { rosterPath, withParams } from '@/components/domain/roster/addresses';
import { checkLabels } from '@/components/domain/roster/labels';
import { Counting } from '@/components/ui/counting';
import { Section } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { getAppContext } from '@/lib/server/http/context';
import { countAllChecks, isClassCheck, sanityChecks } from '@/lib/server/roster/sanity';
import classes from './roster-checks.module.css';

/** Which checks of the live roster find something, with how many; with links for who may see the people behind them. */
export function RosterChecks({
  tenant,
  canSeePeople,
}: {
  tenant: { id: number; slug: string };
  canSeePeople: boolean;
}) {
  return (
    <Section
      title="Roster checks"
      actions={
        canSeePeople ? (
          <Link href={rosterPath(tenant.slug, 'checks')} prefetch={false}>
            All {sanityChecks.length} checks
          </Link>
        ) : null
      }
    >
      <Suspense fallback={<Counting />}>
        <Findings tenant={tenant} canSeePeople={canSeePeople} />
      </Suspense>
    </Section>
  );
}

async function Findings({
  tenant,
  canSeePeople,
}: {
  tenant: { id: number; slug: string };
  canSeePeople: boolean;
}) {
  const counts = await countAllChecks(getAppContext(), tenant.id);
  const findings = sanityChecks.flatMap((check) =>
    counts[check] > 0 ? [{ check, count: counts[check] }] : [],
  );
  if (findings.length === 0) {
    return <p>0 in each of the {sanityChecks.length} checks ✓</p>;
  }
  return (
    <>
      <p>
        {findings.length} of {plural(sanityChecks.length, 'check')}{' '}
        {findings.length === 1 ? 'is' : 'are'} not 0. The files were still applied. Correct these
        records in the SIS, and the next files will clear them.
      </p>
      <ul className={classes.list}>
        {findings.map(({ check, count }) => {
          const { title, why } = checkLabels[check];
          const path = rosterPath(tenant.slug, isClassCheck(check) ? 'classes' : 'people');
          return (
            <li key={check}>
              <span className={classes.count}>{formatNumber(count)}</span>
              <span>
                {canSeePeople ? (
                  <Link href={withParams(path, { check })} prefetch={false}>
                    {title}
                  </Link>
                ) : (
                  title
                )}
                <span className={classes.why}>{why}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
