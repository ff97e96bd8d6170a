import classes from './help-contact.module.css';

export type HelpAddresses = { connection: string; roster: string };

/** In the same place on every page (WCAG 3.2.6). Both, each with what it is for: pages and mails name one or the other. */
export function HelpContact({ addresses }: { addresses: HelpAddresses }) {
  return (
    <p className={classes.lines}>
      <span>
        Help with the connection: <MailLink address={addresses.connection} />
      </span>
      <span>
        Help with a roster or a review: <MailLink address={addresses.roster} />
      </span>
    </p>
  );
}

function MailLink({ address }: { address: string }) {
  return <a href={`mailto:${address}`}>{address}</a>;
}
