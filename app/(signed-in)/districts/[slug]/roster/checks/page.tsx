import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { StatusLabel } from '@/components/domain/status-label';
import { Counting } from '@/components/ui/counting';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import { requireTenant } from '@/lib/server/http/session-person';
import { getRosterLayoutFacts } from '@/lib/server/roster/layout-facts';
import { getAppContext } from '@/lib/server/http/context';
import {
  countSanity,
  isClassCheck,
  sanityChecks,
  type SanityCheck,
} from '@/lib/server/roster/sanity';
import { rosterPath, withParams } from '@/components/domain/roster/addresses';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { checkLabels } from '@/components/domain/roster/labels';
import classes from './checks.module.css';

export const metadata: Metadata = { title: 'Roster checks' };

export default async function ChecksPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const layoutFacts = await getRosterLayoutFacts(getAppContext(), tenant.id, person);
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="checks">
      <Section
        title="Should be 0"
        description="Any number above 0 means that someone may miss messages or cannot sign in. Counting a large district takes a few seconds."
        flush
      >
        <ul className={classes.list}>
          {sanityChecks.map((check) => (
            <li key={check}>
              <div>
                <p className={classes.title}>{checkLabels[check].title}</p>
                <p className={classes.why}>{checkLabels[check].why}</p>
              </div>
              <Suspense fallback={<Counting />}>
                <CheckCount slug={slug} tenantId={tenant.id} check={check} />
              </Suspense>
            </li>
          ))}
        </ul>
      </Section>
    </RosterLayout>
  );
}

async function CheckCount({
  slug,
  tenantId,
  check,
}: {
  slug: string;
  tenantId: number;
  check: SanityCheck;
}) {
  const count = await countSanity(getAppContext(), tenantId, check);
  const path = rosterPath(slug, isClassCheck(check) ? 'classes' : 'people');
  if (count === 0) {
    return (
      <StatusLabel
        word={{
          word: '0',
          glyph: '✓',
          tone: 'good',
          owner: 'nobody',
          explanation: '',
        }}
      />
    );
  }
  return (
    <p className={classes.count}>
      <Link href={withParams(path, { check })} prefetch={false}>
        {formatNumber(count)} to check
      </Link>
    </p>
  );
}
