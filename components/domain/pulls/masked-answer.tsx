import { maskAnswer } from '@/lib/core/pulls/mask-answer';
import classes from './pulls.module.css';

/** The start of an answer that could not be used: how it is built, and nothing of anybody. */
export function MaskedAnswer({
  answer,
}: {
  answer: { status: number; contentType: string | null; start: string };
}) {
  const masked = maskAnswer(answer.start);
  return (
    <details>
      <summary>
        What the server answered: status {answer.status}
        {answer.contentType ? `, ${answer.contentType}` : ''}
      </summary>
      {masked.kind === 'binary' || masked.text === '' ? (
        <p>{masked.kind === 'binary' ? 'The answer is no text.' : 'The answer was empty.'}</p>
      ) : (
        <>
          <p className={classes.soft}>The first 2 KB. Every value is masked.</p>
          <pre className={classes.answer} tabIndex={0} role="region" aria-label="Masked answer">
            {masked.text}
          </pre>
        </>
      )}
    </details>
  );
}
