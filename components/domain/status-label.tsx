import { connectionLabel } from '@/lib/core/sync-run/connection-status';
import {
  connectionLabels,
  runLabel,
  type ConnectionStatus,
  type Owner,
  type RunStatusFacts,
  type StatusLabel as Word,
} from '@/lib/core/sync-run/status-labels';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { Glyph } from './glyph';
import classes from './status-label.module.css';

/** A state as everybody sees it: glyph, word and, unless left out, whose turn it is. */
export function StatusLabel({
  word,
  label = word.word,
  showOwner = false,
}: {
  word: Word;
  label?: string;
  showOwner?: boolean;
}) {
  return (
    <span className={classes.status}>
      <span className={`${classes.word} ${classes[word.tone]}`}>
        <span className={classes.glyph} aria-hidden="true">
          <Glyph glyph={word.glyph} />
        </span>
        {label}
      </span>
      {showOwner && word.owner !== 'nobody' ? (
        <span className={classes.owner}>{turnOf(word)}</span>
      ) : null}
    </span>
  );
}

export function RunStatusLabel({ run, showOwner }: { run: RunStatusFacts; showOwner?: boolean }) {
  return <StatusLabel word={runLabel(run)} showOwner={showOwner} />;
}

export function ConnectionStatusLabel({
  status,
  pausedUntil = null,
  owner,
  showOwner,
  isToDistrict = false,
}: {
  status: ConnectionStatus;
  pausedUntil?: PlainDate | null;
  /** Whose turn it is, where more is known than the state. */
  owner?: Owner;
  showOwner?: boolean;
  /** The reader is a contact of the district. */
  isToDistrict?: boolean;
}) {
  const word = { ...connectionLabels[status], isToDistrict };
  return (
    <StatusLabel
      word={owner ? { ...word, owner } : word}
      label={connectionLabel(status, pausedUntil)}
      showOwner={showOwner}
    />
  );
}

/** In a list, under "Waiting on". */
export const ownerNames: Record<Owner, string> = {
  district: 'District',
  TalkingPoints: 'TalkingPoints',
  nobody: 'No one',
};

/** Beside a state: who must act, in a few words. */
export function turnOf({ owner, noTurn, isToDistrict }: Word): string {
  if (owner === 'nobody') return noTurn ?? ownerLabels.nobody;
  return owner === 'district' && isToDistrict ? 'Your turn' : ownerLabels[owner];
}

/** "Next: the district" */
export const ownerLabels: Record<Owner, string> = {
  district: 'Next: the district',
  TalkingPoints: 'Next: TalkingPoints',
  nobody: 'Nothing to do',
};
