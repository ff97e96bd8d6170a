import type { Metadata } from 'next';
import Link from 'next/link';
import { NarrowShell } from '@/components/layout/app-shell';
import { EntitySizes } from '@/components/domain/review/entity-sizes';
import { Findings } from '@/components/domain/review/findings';
import { WhyHeld } from '@/components/domain/review/why-held';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { SessionWarning } from '@/components/layout/session-warning';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { TextareaField } from '@/components/ui/fields';
import { Row, Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { explainFinding } from '@/lib/core/circuit-break/explain-finding';
import { leadReason } from '@/lib/core/circuit-break/lead-reason';
import { formatNumber } from '@/lib/core/format/numbers';
import { heldBecause } from '@/lib/core/circuit-break/held-because';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import {
  CLOSED_WORDS,
  newerFilesWords,
  PAST_WORDS,
  WHY_ASKED,
} from '@/lib/core/review/question-words';
import { keepAliveWords } from '@/lib/core/review/keep-alive';
import { liveRoster } from '@/lib/core/sync-run/live-roster-words';
import { isStaff } from '@/lib/server/auth/permissions';
import { getSessionPerson } from '@/lib/server/http/session-person';
import { sessionLeft } from '@/lib/server/auth/sessions';
import { findTenantFor } from '@/lib/server/auth/tenant-access';
import { getAppContext } from '@/lib/server/http/context';
import { listFindings } from '@/lib/server/policy/findings';
import { getSchoolNames, listReasons } from '@/lib/server/reviews/queries/reasons';
import { listReviewSizes } from '@/lib/server/reviews/queries/sizes';
import {
  findOpenQuestion,
  findQuestionByToken,
  type QuestionForDistrict,
} from '@/lib/server/reviews/commands/questions';
import { getTenantBySlug } from '@/lib/server/tenants/queries/list-tenants';
import { answer } from './actions';

export const metadata: Metadata = { title: 'Did you expect this change?' };

const SHOWN_LIMITS = 12;

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ limits?: string | string[] }>;
};

/** What the mail's link opens. Opening it changes nothing; numbers are shown behind the sign-in only. */
export default async function QuestionPage({ params, searchParams }: Props) {
  const { token } = await params;
  const showsAll = (await searchParams).limits === 'all';
  const ctx = getAppContext();
  const [question, person] = await Promise.all([
    findQuestionByToken(ctx, token),
    getSessionPerson(),
  ]);
  return (
    <NarrowShell helpAddress={ctx.settings.mailReplyTo}>
      {!question || (person && !(await findTenantFor(ctx, person, question.tenantSlug))) ? (
        <Unknown mailReplyTo={ctx.settings.mailReplyTo} />
      ) : person ? (
        <Asked question={question} token={token} canAnswer={!isStaff(person)} showsAll={showsAll} />
      ) : (
        <SignInFirst question={question} token={token} />
      )}
      {person ? <SessionWarning atFirst={sessionLeft(person, ctx.clock.now())} /> : null}
    </NarrowShell>
  );
}

function Unknown({ mailReplyTo }: { mailReplyTo: string }) {
  return (
    <EmptyState headingLevel={1} title="This link does not work">
      <p>
        It may be cut off, or it was made for another district. Open the link in the newest email,
        or copy its whole address. If that does not help, write to{' '}
        <a href={`mailto:${mailReplyTo}`}>{mailReplyTo}</a>.
      </p>
    </EmptyState>
  );
}

function SignInFirst({ question, token }: { question: QuestionForDistrict; token: string }) {
  const returnTo = new URLSearchParams({ returnTo: `/questions/${token}` });
  return (
    <Stack>
      <PageHeader
        title="Did you expect this change?"
        description={`TalkingPoints has a question about the last files of ${question.tenantName}.`}
      />
      <Section title="First, sign in">
        <p>
          We send a 6-digit code to your work address. Then you see{' '}
          {question.state === 'open'
            ? 'what would change, and two buttons'
            : 'what was asked, and what became of it'}
          . Opening this page has changed nothing.
        </p>
        <div>
          <ButtonLink variant="primary" href={`/sign-in?${returnTo}`} prefetch={false}>
            Sign in with a code
          </ButtonLink>
        </div>
      </Section>
    </Stack>
  );
}

async function Asked({
  question,
  token,
  canAnswer,
  showsAll,
}: {
  question: QuestionForDistrict;
  token: string;
  canAnswer: boolean;
  showsAll: boolean;
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
  const verdict =
    leadReason(reasons)?.sentence ?? WHY_ASKED[because === 'ONBOARDING' ? 'LIMITS' : because];
  const newer =
    question.state === 'closed' && question.reviewState === 'OPEN'
      ? await findOpenQuestion(ctx, tenantId)
      : null;
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
      <Answer
        question={question}
        token={token}
        canAnswer={canAnswer}
        now={now}
        verdict={verdict}
        newerUrl={newer?.url ?? null}
        partnerSupportEmail={ctx.settings.partnerSupportEmail}
        isPaused={row.pausedSince !== null || row.blackoutEndDate !== null}
      />
      <Section title="What it looks like" id="findings">
        <Findings
          findings={found.map((each) => ({ ...each, sentence: explainFinding(each, nameOf) }))}
        />
      </Section>
      <Section title="What would change" id="sizes" flush>
        <EntitySizes sizes={sizes.entities} isFirst={false} isShort />
      </Section>
      <p>
        <Link href={circuitBreaksPath}>Understanding circuit breaks</Link>
      </p>
      {reasons.length > 0 ? (
        <Section title="Why we stopped" id="why" flush>
          <WhyHeld
            reasons={showsAll ? reasons : reasons.slice(0, SHOWN_LIMITS)}
            schoolName={nameOf}
          />
          {showsAll || reasons.length <= SHOWN_LIMITS ? null : (
            <p>
              <Link href={`/questions/${token}?limits=all#why`} prefetch={false}>
                And {formatNumber(reasons.length - SHOWN_LIMITS)} more
              </Link>
            </p>
          )}
        </Section>
      ) : null}
      <p>
        Asked <TimeText at={question.askedAt} timeZone={timeZone} now={now} />.
      </p>
    </Stack>
  );
}

const said = {
  EXPECTED: '“Yes, we expect this”',
  STOP: '“No, stop”',
} as const;

const afterAnswer = {
  EXPECTED: 'A person at TalkingPoints looks at it and decides.',
  STOP: 'Nothing is applied until a person at TalkingPoints has looked. Send corrected files when you have them; they take the place of these.',
} as const;

function Answer({
  question,
  token,
  canAnswer,
  now,
  verdict,
  newerUrl,
  partnerSupportEmail,
  isPaused,
}: {
  question: QuestionForDistrict;
  token: string;
  canAnswer: boolean;
  now: Date;
  verdict: string;
  /** Asked since. */
  newerUrl: string | null;
  partnerSupportEmail: string;
  /** A pause or a blackout: nothing expires. */
  isPaused: boolean;
}) {
  const { state, timeZone, message, expiresAt } = question;
  const time = (at: Date | null) => <TimeText at={at} timeZone={timeZone} now={now} />;
  if (state === 'answered' && question.answer) {
    return (
      <Callout
        tone="good"
        title={
          canAnswer
            ? `Thank you. Your answer is ${said[question.answer]}`
            : `The district says ${said[question.answer]}`
        }
      >
        <p>
          {question.answeredByName ?? 'A contact of your district'}, {time(question.answeredAt)}
          {question.comment ? `: “${question.comment}”` : '.'}
        </p>
        {question.isPast ? (
          <p>{PAST_WORDS[question.reviewState]}</p>
        ) : canAnswer ? (
          <p>
            {afterAnswer[question.answer]}{' '}
            {question.answer === 'EXPECTED' ? keepAliveWords({ isPaused }) : null}
          </p>
        ) : null}
      </Callout>
    );
  }
  if (state !== 'open') {
    return (
      <Callout
        tone="neutral"
        title={
          state === 'expired' ? 'The time to answer is over' : 'Your answer is not needed any more'
        }
      >
        <p>
          {state === 'expired'
            ? `Write to ${partnerSupportEmail} if you still want to tell us something about these files.`
            : CLOSED_WORDS[question.reviewState]}
        </p>
        {newerUrl && canAnswer ? <a href={newerUrl}>Open the newer question</a> : null}
      </Callout>
    );
  }
  return (
    <Callout tone="waiting" title={verdict}>
      {question.isPast && question.arrivedAt && question.newestArrivedAt ? (
        <p>
          {newerFilesWords(
            formatInstant(question.arrivedAt, timeZone, now),
            formatInstant(question.newestArrivedAt, timeZone, now),
          )}
        </p>
      ) : null}
      {message ? <p>TalkingPoints asks: “{message}”</p> : null}
      {canAnswer ? (
        <ActionForm action={answer} label="Your answer">
          <input type="hidden" name="token" value={token} />
          <TextareaField
            name="comment"
            label="Anything we should know"
            optional
            rows={3}
            hint="For instance: the school closed in June. Please do not name students."
          />
          <Row>
            <SubmitButton name="answer" value="EXPECTED" pendingLabel="Sending…">
              Yes, we expect this
            </SubmitButton>
            <SubmitButton name="answer" value="STOP" variant="danger" pendingLabel="Sending…">
              No, stop
            </SubmitButton>
          </Row>
        </ActionForm>
      ) : (
        <p>You are signed in as our staff: only a contact of the district can answer.</p>
      )}
      <p>
        {canAnswer ? 'Please answer' : 'They can answer'} by {time(expiresAt)}.{' '}
        {canAnswer ? 'Your answer helps us decide; a person at TalkingPoints decides.' : null}
      </p>
    </Callout>
  );
}
