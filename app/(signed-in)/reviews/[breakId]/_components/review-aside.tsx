import Link from 'next/link';
import type { ReactNode } from 'react';
import { askedLabels, dueLabels } from '@/components/domain/review/labels';
import { ownerNames } from '@/components/domain/status-label';
import { TimeText } from '@/components/domain/time-text';
import { attentionOwners } from '@/lib/core/attention/attention-kinds';
import { assigneeText } from '@/lib/core/review/assignee';
import type { LoadedReview } from '../load-review';
import type { PageSection } from '../page-sections';
import classes from './review-aside.module.css';

/** Beside the page on wide screens and in sight along all of it: its sections, and who has it until when. */
export function ReviewAside({
  loaded,
  sections,
}: {
  loaded: LoadedReview;
  sections: readonly PageSection[];
}) {
  return (
    <div className={classes.aside}>
      <nav aria-label="On this page" className={classes.index}>
        <p aria-hidden="true">On this page</p>
        <ul>
          {sections.map(({ id, label }) => (
            <li key={id}>
              <a href={`#${id}`}>{label}</a>
            </li>
          ))}
        </ul>
      </nav>
      <ReviewFacts loaded={loaded} />
    </div>
  );
}

/** Whose it is, by when, and whether the district was asked. */
export function ReviewFacts({ loaded: { review, now } }: { loaded: LoadedReview }) {
  const { due, clock, timeZone, tenantSlug } = review;
  const time = (at: Date | null) => <TimeText at={at} timeZone={timeZone} now={now} />;
  const facts: [string, ReactNode][] = [
    [
      'District',
      <Link key="district" href={`/districts/${tenantSlug}`}>
        {review.tenantName}
      </Link>,
    ],
    ['Files received', time(review.receivedAt)],
  ];
  if (review.state === 'OPEN') {
    facts.push(
      ['Waiting since', time(review.openedAt)],
      [
        'Decision due',
        <span key="due" className={due === 'overdue' || due === 'breached' ? classes.late : ''}>
          {due === 'stopped' ? null : time(clock.decisionDueAt)}{' '}
          {due === 'in-time' ? null : dueLabels[due]}
          {clock.isTightened ? ' (school starts soon)' : ''}
        </span>,
      ],
      ['Assigned to', assigneeText(review)],
      ['Waiting on', ownerNames[attentionOwners.REVIEW]],
    );
    if (review.kind === 'LIMITS') facts.push(['District’s answer', askedLabels[review.asked]]);
    if (review.snoozedUntil && review.snoozedUntil > now)
      facts.push(['Snoozed until', time(review.snoozedUntil)]);
  }
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
