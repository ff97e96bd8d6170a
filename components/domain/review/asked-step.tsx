import Link from 'next/link';
import type { ReactNode } from 'react';
import { NextStep } from '@/components/domain/next-step';
import { TimeText } from '@/components/domain/time-text';
import { ButtonLink } from '@/components/ui/button';
import { Row } from '@/components/ui/section';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { liveRoster } from '@/lib/core/sync-run/live-roster-text';
import type { StatusLabel } from '@/lib/core/sync-run/status-labels';

/** What a contact does next while their district is asked about a held update: the mail may never have come. */
export function AskedStep({
  word,
  question: { url, expiresAt },
  isPaused = false,
  hasRoster,
  timeZone,
  now,
  children,
}: {
  word: StatusLabel;
  question: { url: string; expiresAt: Date };
  /** Nothing of the district is decided or applied now. */
  isPaused?: boolean;
  hasRoster: boolean;
  timeZone: string;
  now: Date;
  children?: ReactNode;
}) {
  return (
    <NextStep
      word={{ ...word, owner: 'district', isToDistrict: true }}
      title="Did you expect this change?"
      explanation={`A circuit break stopped this update, and we have a question about its changes. ${isPaused ? 'Updates for this district are paused. Your answer is saved, and we will decide when the pause is over.' : 'The faster you answer, the faster we can clear it.'} ${liveRoster({ hasRoster, isStaff: false })}`}
    >
      <Row>
        <ButtonLink variant="primary" href={url} prefetch={false}>
          Answer the question
        </ButtonLink>
        <span>
          Please answer by <TimeText at={expiresAt} timeZone={timeZone} now={now} />.
        </span>
      </Row>
      {children}
      <p>
        <Link href={circuitBreaksPath}>Understanding circuit breaks</Link>
      </p>
    </NextStep>
  );
}
