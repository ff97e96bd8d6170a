import Link from 'next/link';
import { Suspense } from 'react';
import { rosterPath, withParams } from '@/components/domain/roster/addresses';
import { checkLabels } from '@/components/domain/roster/labels';
import { Section } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import { getAppContext } from '@/lib/server/http/context';
import { countSanity, isClassCheck, sanityChecks } from '@/lib/server/roster/sanity';
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
      <Suspense fallback={<p className={classes.soft}>Counting…</p>}>
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
  const ctx = getAppContext();
  const counted = await Promise.all(
    sanityChecks.map(async (check) => ({ check, count: await countSanity(ctx, tenant.id, check) })),
  );
  const findings = counted.filter(({ count }) => count > 0);
  if (findings.length === 0) {
    return <p>All {plural(counted.length, 'check')} find 0 ✓</p>;
  }
  return (
    <>
      <p>
        {findings.length} of {plural(counted.length, 'check')}{' '}
        {findings.length === 1 ? 'finds' : 'find'} something that should be 0.
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
