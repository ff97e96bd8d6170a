import type { Metadata } from 'next';
import { NarrowShell } from '@/components/layout/narrow-shell';
import { plural } from '@/lib/core/format/numbers';
import { expiryDays } from '@/lib/core/review/review-clock';
import { PageHeader } from '@/components/layout/page-header';
import { Section, Stack } from '@/components/ui/section';
import { helpAddresses } from '@/lib/server/http/help-addresses';

export const metadata: Metadata = { title: 'Understanding circuit breaks' };

/** For everybody, without signing in: the mails about an update under review lead here. */
export default function CircuitBreaksPage() {
  const help = helpAddresses();
  return (
    <NarrowShell help={help}>
      <Stack>
        <PageHeader
          title="Understanding circuit breaks"
          description="Why an update can be “Under review”, and what happens next."
        />
        <Section title="What is a circuit break?">
          <p>
            When a large volume of records changes in a single update, TalkingPoints Connector can
            stop the update for review before any of it is applied. This is called a circuit break.
            It is common during back-to-school, as your student information system processes term
            changes, new enrollments and section updates, and it is a normal part of the cycle.
          </p>
          <p>
            The first files after a pause are also reviewed, whatever their size, and so is the
            first roster of a new district.
          </p>
        </Section>
        <Section title="What happens while an update is under review">
          <p>
            We manage this for you: our team reviews the changes before approving them. Until then,
            families and staff still see the current live roster, if there is one. Attendance files
            are still read during a review. Before the first roster goes live, they are saved and
            read afterward.
          </p>
          <p>
            Your data may take an additional day or so to update compared to its usual schedule.
            This is expected, not a sign of a problem.
          </p>
          <p>
            Keep sending files as usual. Newer files that need no review replace the ones under
            review. An update under review expires if no new roster files arrive for{' '}
            {plural(expiryDays, 'day')}; days in a pause do not count.
          </p>
        </Section>
        <Section title="What you can do">
          <p>
            Usually nothing else. Occasionally we reach out to confirm that a large set of changes
            matches something you expected in your student information system. The faster you
            respond, the faster we can clear it.
          </p>
          <p>
            If you resume sending files ahead of a date that matters, such as the first day of
            school, start at least 5 to 7 business days before it, to leave room for a review.
          </p>
        </Section>
        <Section title="If it takes too long">
          <p>
            If your data has not updated and it has been more than two business days, write to{' '}
            <a href={`mailto:${help.roster}`}>{help.roster}</a>.
          </p>
        </Section>
      </Stack>
    </NarrowShell>
  );
}
