import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Section, Stack } from '@/components/ui/section';
import type { QuestionForDistrict } from '@/lib/server/reviews/commands/questions';

export function SignInFirst({ question, token }: { question: QuestionForDistrict; token: string }) {
  const returnTo = new URLSearchParams({ returnTo: `/questions/${token}` });
  return (
    <Stack>
      <PageHeader
        title="Did you expect this change?"
        description={`TalkingPoints has a question about the last files from ${question.tenantName}.`}
      />
      <Section title="First, sign in">
        <p>
          We will email a 6-digit code to your work address. Then you will see{' '}
          {question.state === 'open'
            ? 'what would change, and two buttons'
            : 'the question and its outcome'}
          . Opening this page has not changed anything.
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
