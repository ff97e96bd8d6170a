import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { setUpPath } from '@/components/domain/set-up/addresses';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { isStaff } from '@/lib/server/auth/permissions';
import { requirePerson } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { helpAddresses } from '@/lib/server/http/help-addresses';
import { listTenantsOf } from '@/lib/server/tenants/queries/list-tenants';

export const metadata: Metadata = { title: 'Set up' };

/** A contact's start page: their district's set-up until its roster is live, then its overview. */
export default async function SetupPage() {
  const person = await requirePerson('/setup');
  if (isStaff(person)) redirect('/overview');
  const ctx = getAppContext();
  const tenants = await listTenantsOf(ctx, person.userId);
  const [first, ...others] = tenants;
  if (first && others.length === 0) redirect(startOf(first));
  return (
    <NarrowShell help={helpAddresses()}>
      {first ? (
        <>
          <PageHeader title="Your districts" description="Choose the one you want to open." />
          <ul>
            {tenants.map((tenant) => (
              <li key={tenant.id}>
                <Link href={startOf(tenant)}>{tenant.name}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <EmptyState
          headingLevel={1}
          look="closed"
          title="You are no longer a contact of a district"
        >
          <p>If that is a mistake, write to your TalkingPoints contact or to the address below.</p>
        </EmptyState>
      )}
    </NarrowShell>
  );
}

function startOf({ slug, isLive }: { slug: string; isLive: boolean }): string {
  return isLive ? `/districts/${slug}` : setUpPath(slug);
}
