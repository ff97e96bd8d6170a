import type { Metadata } from 'next';
import { Timeline } from '@/components/domain/timeline';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { stepTimesSentence } from '@/lib/core/sync-run/steps';
import { isStaff } from '@/lib/server/auth/permissions';
import { listRunEvents } from '@/lib/server/sync-runs/queries/get-run';
import { loadRun, type RunParams } from '../load-run';
import { eventSentence } from '../_components/event-sentence';

export const metadata: Metadata = { title: 'Timeline' };

export default async function TimelinePage({ params }: { params: RunParams }) {
  const { ctx, person, tenant, run } = await loadRun(params);
  const events = await listRunEvents(ctx, tenant.id, run.id);
  const now = ctx.clock.now();
  return (
    <Section title="Timeline" description="Oldest first.">
      {events.length === 0 ? (
        <EmptyState headingLevel={3} title="Nothing has happened yet" />
      ) : (
        <Timeline
          lines={events.map((event) => ({
            ...event,
            words: eventSentence(event),
            text: isStaff(person) ? stepTimesSentence(event.steps) : null,
          }))}
          timeZone={tenant.timeZone}
          now={now}
        />
      )}
    </Section>
  );
}
