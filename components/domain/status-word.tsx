import { connectionLabel } from '@/lib/core/sync-run/connection-status';
import {
  connectionWords,
  runWord,
  type ConnectionStatus,
  type Owner,
  type RunStatusFacts,
  type StatusWord as Word,
} from '@/lib/core/sync-run/words';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { Glyph } from './glyph';
import classes from './status-word.module.css';

/** A state as everybody sees it: glyph, word and, unless left out, whose turn it is. */
export function StatusWord({
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
        <span className={classes.owner}>{ownerLabels[word.owner]}</span>
      ) : null}
    </span>
  );
}

export function RunStatusWord({ run, showOwner }: { run: RunStatusFacts; showOwner?: boolean }) {
  return <StatusWord word={runWord(run)} showOwner={showOwner} />;
}

export function ConnectionStatusWord({
  status,
  pausedUntil = null,
  owner,
  showOwner,
}: {
  status: ConnectionStatus;
  pausedUntil?: PlainDate | null;
  /** Whose turn it is, where more is known than the state. */
  owner?: Owner;
  showOwner?: boolean;
}) {
  const word = connectionWords[status];
  return (
    <StatusWord
      word={owner ? { ...word, owner } : word}
      label={connectionLabel(status, pausedUntil)}
      showOwner={showOwner}
    />
  );
}

/** "Next: the district" – who must act, in a few words. */
export const ownerLabels: Record<Owner, string> = {
  district: 'Next: the district',
  TalkingPoints: 'Next: TalkingPoints',
  nobody: 'Nothing to do',
};
