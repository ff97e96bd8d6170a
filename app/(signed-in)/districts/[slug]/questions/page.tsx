import type { Metadata } from 'next';
import Link from 'next/link';
import { TimeText } from '@/components/domain/time-text';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Row, Section, Stack } from '@/components/ui/section';
import { plural } from '@/lib/core/format/numbers';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { runPath } from '@/lib/core/sync-run/run-address';
import { isStaff } from '@/lib/server/auth/permissions';
import { getAppContext } from '@/lib/server/http/context';
import { requireTenant } from '@/lib/server/http/session-person';
import { countsForDistrict } from '@/lib/server/overview/queries/attention-counts';
import {
  listDistrictQuestions,
  type DistrictQuestion,
} from '@/lib/server/reviews/queries/district-questions';

export const metadata: Metadata = { title: 'Questions' };

export default async function QuestionsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(
    slug,
    'connection.view',
    `/districts/${slug}/questions`,
  );
  const ctx = getAppContext();
  const [questions, counts] = await Promise.all([
    listDistrictQuestions(ctx, tenant.id),
    countsForDistrict(ctx, tenant.id, person),
  ]);
  const now = ctx.clock.now();
  const attendance = [
    {
      count: counts.nearNames,
      text: 'attendance file name to confirm',
      many: 'attendance file names to confirm',
      href: attendancePath(slug, 'feeds'),
    },
    {
      count: counts.unmappedWords,
      text: 'attendance word to explain',
      many: 'attendance words to explain',
      href: attendancePath(slug, 'mapping'),
    },
  ].filter(({ count }) => count > 0);
  return (
    <Stack>
      <PageHeader
        title="Questions"
        description={
          isStaff(person)
            ? 'What the district was asked, and what it answered.'
            : 'What we asked you, and what you answered.'
        }
      />
      {attendance.length > 0 ? (
        <Section title="About attendance files" id="attendance">
          <ul>
            {attendance.map(({ count, text, many, href }) => (
              <li key={href}>
                <Link href={href}>{plural(count, text, many)}</Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {questions.length === 0 ? (
        <EmptyState headingLevel={2} look="done" title="No questions about updates">
          <p>
            When an update changes a lot at once, we stop it and may ask whether it was expected.
            That is normal: <Link href={circuitBreaksPath}>understanding circuit breaks</Link>.
          </p>
        </EmptyState>
      ) : (
        questions.map((question) => (
          <Section
            key={question.id}
            id={`question-${question.id}`}
            title="Did you expect this change?"
            description={
              <>
                Asked <TimeText at={question.askedAt} timeZone={tenant.timeZone} now={now} />
              </>
            }
            actions={
              question.runNumber === null ? null : (
                <Link href={runPath(slug, question.runNumber)}>Run {question.runNumber}</Link>
              )
            }
          >
            {question.message ? <blockquote>{question.message}</blockquote> : null}
            <Answer
              question={question}
              timeZone={tenant.timeZone}
              now={now}
              mayAnswer={!isStaff(person)}
            />
          </Section>
        ))
      )}
    </Stack>
  );
}

function Answer({
  question,
  timeZone,
  now,
  mayAnswer,
}: {
  question: DistrictQuestion;
  timeZone: string;
  now: Date;
  mayAnswer: boolean;
}) {
  const until = <TimeText at={question.expiresAt} timeZone={timeZone} now={now} />;
  switch (question.state) {
    case 'open':
      return mayAnswer ? (
        <>
          <p>Please answer by {until}.</p>
          <Row>
            <ButtonLink variant="primary" href={question.url} prefetch={false}>
              Answer the question
            </ButtonLink>
          </Row>
        </>
      ) : (
        <p>Not answered yet. The district can answer until {until}.</p>
      );
    case 'answered':
      return (
        <>
          <p>
            <strong>
              {question.answer === 'EXPECTED' ? 'Yes, it was expected.' : 'No, stop this update.'}
            </strong>{' '}
            {question.answeredByName ? `${question.answeredByName}, ` : ''}
            <TimeText at={question.answeredAt} timeZone={timeZone} now={now} />
          </p>
          {question.comment ? <blockquote>{question.comment}</blockquote> : null}
        </>
      );
    case 'expired':
      return <p>Not answered. The time to answer ended {until}.</p>;
    case 'closed':
      return (
        <p>
          No answer is needed anymore: it was asked again or decided, newer files replaced the
          update, or its time ended.
        </p>
      );
  }
}
