import type { Metadata } from 'next';
import Link from 'next/link';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { EntitySizes } from '@/components/domain/review/entity-sizes';
import { Findings } from '@/components/domain/review/findings';
import { WhyHeld } from '@/components/domain/review/why-held';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { SessionWarning } from '@/components/layout/session-warning';
import { Section, Stack } from '@/components/ui/section';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { explainFinding } from '@/lib/core/circuit-break/explain-finding';
import { whyHeldText } from '@/lib/core/circuit-break/limits-reached';
import { heldBecause } from '@/lib/core/circuit-break/held-because';
import { WHY_ASKED } from '@/lib/core/review/question-text';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import { isStaff } from '@/lib/server/auth/permissions';
import { getSessionPerson } from '@/lib/server/http/session-person';
import { sessionLeft } from '@/lib/server/auth/sessions';
import { findTenantFor } from '@/lib/server/auth/tenant-access';
import { getAppContext } from '@/lib/server/http/context';
import { helpAddresses } from '@/lib/server/http/help-addresses';
import { listFindings } from '@/lib/server/policy/findings';
import { getSchoolNames, listReasons } from '@/lib/server/reviews/queries/reasons';
import { listReviewSizes } from '@/lib/server/reviews/queries/sizes';
import {
  findOpenQuestion,
  findQuestionByToken,
  type QuestionForDistrict,
} from '@/lib/server/reviews/commands/questions';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { DistrictAnswer } from './_components/district-answer';
import { SignInFirst } from './_components/sign-in-first';
import { UnknownLink } from './_components/unknown-link';

export const metadata: Metadata = { title: 'Did you expect this change?' };

/** What the mail's link opens. Opening it changes nothing; numbers are shown behind the sign-in only. */
export default async function QuestionPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const ctx = getAppContext();
  const [question, person] = await Promise.all([
    findQuestionByToken(ctx, token),
    getSessionPerson(),
  ]);
  return (
    <NarrowShell help={helpAddresses()}>
      {!question || (person && !(await findTenantFor(ctx, person, question.tenantSlug))) ? (
        <UnknownLink mailReplyTo={ctx.settings.mailReplyTo} />
      ) : person ? (
        <Question question={question} token={token} canAnswer={!isStaff(person)} />
      ) : (
        <SignInFirst question={question} token={token} />
      )}
      {person ? <SessionWarning atFirst={sessionLeft(person, ctx.clock.now())} /> : null}
    </NarrowShell>
  );
}

async function Question({
  question,
  token,
  canAnswer,
}: {
  question: QuestionForDistrict;
  token: string;
  canAnswer: boolean;
}) {
  const ctx = getAppContext();
  const now = ctx.clock.now();
  const { tenantId, runId, tenantName, timeZone } = question;
  const [row, reasons, found, sizes] = await Promise.all([
    getTenantBySlug(ctx, question.tenantSlug),
    listReasons(ctx, tenantId, runId),
    listFindings(ctx, tenantId, runId, (id) => id),
    listReviewSizes(ctx, tenantId, runId),
  ]);
  const names = await getSchoolNames(ctx, tenantId, runId, [
    ...found.map(({ schoolSourcedId }) => schoolSourcedId),
    ...reasons.flatMap(({ trip }) =>
      trip.scope.kind === 'school' ? [trip.scope.schoolSourcedId] : [],
    ),
  ]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const because = heldBecause(
    'LIMITS',
    reasons.map(({ ruleId }) => ruleId),
  );
  const verdict = whyHeldText(reasons) ?? WHY_ASKED[because === 'ONBOARDING' ? 'LIMITS' : because];
  const newer =
    question.state === 'closed' && question.reviewState === 'OPEN'
      ? await findOpenQuestion(ctx, tenantId)
      : null;
  // Whoever answers reads first what it is about; whoever has answered, that they did.
  const isOpen = question.state === 'open';
  const looksLike = (
    <Section title="What it looks like" id="findings">
      <Findings
        findings={found.map((each) => ({ ...each, sentence: explainFinding(each, nameOf) }))}
      />
    </Section>
  );
  return (
    <Stack>
      <PageHeader
        title="Did you expect this change?"
        description={
          question.isPast || !canAnswer
            ? `${tenantName}. We stopped before applying these files.`
            : `${tenantName}. We stopped before applying your last files. ${liveRoster({ hasRoster: true, isStaff: false })}`
        }
      />
      {isOpen ? looksLike : null}
      <DistrictAnswer
        question={question}
        token={token}
        canAnswer={canAnswer}
        now={now}
        verdict={verdict}
        newerUrl={newer?.url ?? null}
        partnerSupportEmail={ctx.settings.partnerSupportEmail}
        isPaused={row.pausedSince !== null || row.blackoutEndDate !== null}
      />
      {isOpen ? null : looksLike}
      <Section title="What would change" id="sizes" flush>
        <EntitySizes sizes={sizes.entities} isFirst={false} isShort />
      </Section>
      <p>
        <Link href={circuitBreaksPath}>Understanding circuit breaks</Link>
      </p>
      {reasons.length > 0 ? (
        <Section title="Why we stopped" id="why" flush>
          <WhyHeld reasons={reasons} schoolName={nameOf} />
        </Section>
      ) : null}
      <p>
        Asked <TimeText at={question.askedAt} timeZone={timeZone} now={now} />.
      </p>
    </Stack>
  );
}
