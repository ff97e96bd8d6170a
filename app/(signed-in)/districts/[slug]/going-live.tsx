import { GoLiveParts } from '@/components/domain/go-live/parts';
import { StageList } from '@/components/domain/go-live/stage-list';
import { Section } from '@/components/ui/section';
import { GOING_LIVE_ID } from '@/lib/core/go-live/address';
import { stageSentence } from '@/lib/core/go-live/stage-text';
import { isStaff } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import { findSite } from '@/lib/server/go-live/queries/find-site';
import { loadStages } from '@/lib/server/go-live/queries/load-stages';
import { loadSiteAnswers } from '@/lib/server/go-live/queries/site-answers';
import { getAppContext } from '@/lib/server/http/context';
import { SiteOfContact } from './site-of-contact';
import { SiteOfStaff } from './site-of-staff';

const THANKED_DAYS = 7;

/** The way to a live site, as long as there is something to wait for or to say. Districts from before sites were recorded have none. */
export async function GoingLive({ tenant, person }: { tenant: TenantRef; person: SessionPerson }) {
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const [stages, site, answers] = await Promise.all([
    loadStages(ctx, tenant),
    findSite(ctx, tenant.id),
    loadSiteAnswers(ctx, tenant.id),
  ]);
  const thankedUntil = (answers.confirmedAt?.getTime() ?? 0) + THANKED_DAYS * 86_400_000;
  const isOver =
    stages.isLive &&
    (site?.address == null || (answers.isConfirmed && now.getTime() > thankedUntil));
  if (isOver) return null;
  const staff = isStaff(person);
  const detail = stages.rows.findLast((row) => row.detail !== null)?.detail ?? null;
  const shared = { tenant, person, site, answers, now };
  return (
    <Section
      title="Going live"
      id={GOING_LIVE_ID}
      description={
        detail === null
          ? null
          : stageSentence(detail, staff ? 'staff' : 'contact', stages.facts.isFetched)
      }
    >
      <GoLiveParts>
        <StageList rows={stages.rows} timeZone={tenant.timeZone} now={now} />
        {staff ? (
          <SiteOfStaff {...shared} stage={stages.now} />
        ) : site?.address ? (
          <SiteOfContact {...shared} />
        ) : null}
      </GoLiveParts>
    </Section>
  );
}
