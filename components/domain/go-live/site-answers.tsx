import type { ReactNode } from 'react';
import { TimeText } from '../time-text';
import classes from './go-live.module.css';

export interface WrongAnswer {
  id: number;
  schoolSourcedId: string;
  schoolName: string | null;
  text: string | null;
  answeredByName: string | null;
  answeredAt: Date;
}

/** What does not look right, in the words of the district. */
export function WrongAnswers({
  answers,
  timeZone,
  now,
  action,
}: {
  answers: readonly WrongAnswer[];
  timeZone: string;
  now: Date;
  /** What a reader who may answer does about one. */
  action?: (answer: WrongAnswer) => ReactNode;
}) {
  return (
    <ul className={classes.answers}>
      {answers.map((answer) => (
        <li key={answer.id}>
          <strong>{placeOf(answer)}</strong>
          <span className={classes.said}>{answer.text}</span>
          <small>
            {answer.answeredByName ?? 'Someone who left'},{' '}
            <TimeText at={answer.answeredAt} timeZone={timeZone} now={now} />
          </small>
          {action?.(answer)}
        </li>
      ))}
    </ul>
  );
}

export function placeOf({ schoolSourcedId, schoolName }: WrongAnswer): string {
  if (schoolSourcedId === '') return 'The whole district';
  return schoolName ?? `School ${schoolSourcedId}, no longer in the roster`;
}
