import { mailTroubleText, type MailTrouble, type TroubleOf } from '@/lib/core/mail/trouble-text';
import classes from './mail-trouble.module.css';

/** Beside a person or an invitation: that mail to them does not arrive, what the mail server said, and what to do. */
export function MailTroubleNote({
  trouble,
  timeZone,
  now,
  of,
}: {
  trouble: MailTrouble | undefined;
  timeZone: string;
  now: Date;
  of: TroubleOf;
}) {
  if (!trouble) return null;
  const { title, said, next } = mailTroubleText(trouble, { timeZone, now, of });
  const isOver = trouble.state === 'failed' || trouble.state === 'returned';
  return (
    <div className={isOver ? `${classes.note} ${classes.problem}` : classes.note}>
      <p>
        <strong>
          <span aria-hidden="true">{isOver ? '✕' : '◔'}</span> {title}
        </strong>
      </p>
      {said === null ? null : <p>The mail server said: “{said}”</p>}
      <p>{next}</p>
    </div>
  );
}
