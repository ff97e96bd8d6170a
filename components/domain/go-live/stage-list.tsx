import { stageWords } from '@/lib/core/go-live/stage-text';
import type { StageRow } from '@/lib/core/go-live/stages';
import { Glyph } from '../glyph';
import { ownerLabels, ownerNames } from '../status-label';
import { DateText, TimeCell } from '../time-text';
import classes from './go-live.module.css';

/** The six stages in a row, on a phone below one another: how far each is, whose turn it is, since and by when. */
export function StageList({
  rows,
  timeZone,
  now,
}: {
  rows: readonly StageRow[];
  timeZone: string;
  now: Date;
}) {
  return (
    <ol className={classes.stages}>
      {rows.map(({ id, label, state, owner, since, by }) => {
        const { word, glyph } = stageWords[state];
        const time = since ? <TimeCell at={since} timeZone={timeZone} now={now} /> : null;
        const beside = {
          done: time && <>, {time}</>,
          now: null,
          'to-come': owner === 'nobody' ? null : <>, {ownerNames[owner]}</>,
        }[state];
        return (
          <li key={id} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className={classes.label}>{label}</span>
            <span className={classes.state}>
              <span aria-hidden="true">
                <Glyph glyph={glyph} />
              </span>{' '}
              {word}
              {beside}
            </span>
            {state === 'now' ? (
              <span className={classes.turn}>
                {ownerLabels[owner]}
                {time ? <>, since {time}</> : null}
              </span>
            ) : null}
            {by ? (
              <span className={classes.turn}>
                By{' '}
                {'at' in by ? (
                  <TimeCell at={by.at} timeZone={timeZone} now={now} />
                ) : (
                  <DateText date={by.date} />
                )}
              </span>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
