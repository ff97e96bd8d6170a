import { IconSelector } from '@tabler/icons-react';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { connectionLabel, pausedUntil } from '@/lib/core/sync-run/connection-status';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import { nextStepFor } from '@/lib/core/sync-run/next-step-text';
import { ConnectionStatusLabel } from '@/components/domain/status-label';
import { UnderReviewNote } from '@/components/domain/under-review-note';
import { DistrictBar } from '@/components/layout/district-bar';
import { Frame } from '@/components/layout/frame';
import { DistrictSwitcher } from '@/components/search/district-switcher';
import { isStaff } from '@/lib/server/auth/permissions';
import { mayKnowSeveralTenants } from '@/lib/server/auth/tenant-access';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { findOpenQuestion } from '@/lib/server/reviews/commands/questions';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { tenantStatus } from '@/lib/server/tenants/queries/tenant-status';
import { DistrictLinks } from '../../district-links';
import { MainLinks } from '../../main-links';
import classes from './layout.module.css';

type Props = { params: Promise<{ slug: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  const { tenant } = await requireTenant(slug);
  const row = await getTenantBySlug(getAppContext(), slug);
  const status = tenantStatus(row);
  const state = `${connectionLabels[status].glyph} ${connectionLabel(status, pausedUntil(row))} – ${tenant.name}`;
  return { title: { default: state, template: `%s – ${tenant.name}` } };
}

export default async function DistrictLayout({ params, children }: Props) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug);
  const ctx = getAppContext();
  const row = await getTenantBySlug(ctx, slug);
  const hasOthers = await mayKnowSeveralTenants(ctx, person);
  const status = tenantStatus(row);
  // As in the list of districts: it is our turn until somebody of the district has signed in.
  const isOnboarding = row.openBreakKind === 'ONBOARDING';
  const { owner } = nextStepFor(status, { ...row, isOnboarding });
  // Whatever page it is: the answer to an open question is awaited from the reader.
  const isAsked =
    row.openBreakId !== null &&
    !isStaff(person) &&
    (await findOpenQuestion(ctx, tenant.id)) !== null;
  return (
    <Frame
      rail={
        <>
          {hasOthers ? (
            <DistrictSwitcher
              name={tenant.name}
              listHref={isStaff(person) ? '/districts' : '/setup'}
              icon={<IconSelector size={16} stroke={1.75} aria-hidden />}
            />
          ) : null}
          <DistrictLinks person={person} tenant={tenant} isLabelShown={!hasOthers} />
          <MainLinks person={person} isBesideDistrict />
        </>
      }
    >
      <DistrictBar
        name={tenant.name}
        detail={detailOf(row, isStaff(person))}
        status={
          <ConnectionStatusLabel
            status={status}
            pausedUntil={pausedUntil(row)}
            owner={isAsked ? 'district' : owner}
            isToDistrict={!isStaff(person)}
            showOwner
          />
        }
      />
      {children}
      {/* Not in the bar: a list of this district begins as few Tab stops away as any other. */}
      <div className={classes.below}>
        <UnderReviewNote isShown={row.openBreakId !== null} />
      </div>
    </Frame>
  );
}

/** Where it is, for those who have many: “OR” beside a name is no word to its own people. */
function detailOf({ state, isDemo }: { state: string; isDemo: boolean }, staff: boolean): string {
  return [...(staff ? [state] : []), ...(isDemo ? ['demo, synthetic students'] : [])].join(' · ');
}
