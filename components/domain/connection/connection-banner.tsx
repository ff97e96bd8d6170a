import type { ReactNode } from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Countdown } from '@/components/ui/countdown';
import type { FormAction } from '@/components/ui/form-state';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { attendanceFilePath } from '@/lib/core/attendance/file-address';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import type { BannerFacts, BannerLink, BannerText } from '@/lib/core/sync-run/banner/facts';
import { runPath } from '@/lib/core/sync-run/run-address';
import { NextStep } from '../next-step';
import { EvidenceHints } from './arrival-log';

/** The box at the top of the connection page: how it stands, what comes next and when, and what we noticed. */
export function ConnectionBanner({
  words,
  hints,
  place,
  now,
  checkNow,
  showOwner,
  children,
}: {
  words: BannerText;
  /** What was seen that explains why nothing goes on. */
  hints: readonly string[];
  place: {
    slug: string;
    runNumber: number | null;
    attendanceTrouble: BannerFacts['attendanceTrouble'];
  };
  now: Date;
  /** Null for who may not start the check. */
  checkNow: FormAction | null;
  showOwner?: boolean;
  children?: ReactNode;
}) {
  const { word, title, sentences, links, countdownTo, canCheckNow } = words;
  return (
    <NextStep word={word} title={title} explanation={sentences[0] ?? ''} showOwner={showOwner}>
      {sentences.slice(1).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {countdownTo && countdownTo > now ? (
        <p>
          Starts{' '}
          <Countdown secondsLeft={Math.ceil((countdownTo.getTime() - now.getTime()) / 1000)} />.
        </p>
      ) : null}
      <EvidenceHints hints={hints} />
      {canCheckNow && checkNow ? (
        <ActionForm action={checkNow} label="Check now" done="The check starts.">
          <input type="hidden" name="slug" value={place.slug} />
          <div>
            <SubmitButton pendingLabel="Starting…">Check now</SubmitButton>
          </div>
        </ActionForm>
      ) : null}
      {links.length > 0 ? (
        <Row>
          {links.map((link) => (
            <LinkTo key={link} link={link} place={place} />
          ))}
        </Row>
      ) : null}
      {children}
    </NextStep>
  );
}

function LinkTo({
  link,
  place: { slug, runNumber, attendanceTrouble },
}: {
  link: BannerLink;
  place: {
    slug: string;
    runNumber: number | null;
    attendanceTrouble: BannerFacts['attendanceTrouble'];
  };
}) {
  const run = runNumber === null ? '' : runPath(slug, runNumber);
  switch (link) {
    case 'problems':
      return (
        <ButtonLink variant="primary" href={`${run}/problems`}>
          See what to correct
        </ButtonLink>
      );
    case 'run':
      return <ButtonLink href={run}>Open run {runNumber}</ButtonLink>;
    case 'attendance':
      return attendanceTrouble === null ? null : (
        <ButtonLink href={attendanceFilePath(slug, attendanceTrouble.number)}>
          See the problems of {attendanceTrouble.fileName}
        </ButtonLink>
      );
    case 'circuit-breaks':
      return <ButtonLink href={circuitBreaksPath}>Understanding circuit breaks</ButtonLink>;
  }
}
