import classes from './mail-preview.module.css';
import { Section } from './section';

/**
 * A mail as text and as its reader sees it. The frame runs no scripts and has an origin of its own; its
 * links open in a new tab.
 */
export function MailPreview({ text, html }: { text: string; html: string }) {
  return (
    <>
      <Section title="As text">
        <pre className={classes.text}>{text}</pre>
      </Section>
      <Section title="As the reader sees it">
        <iframe
          className={classes.frame}
          title="The email as HTML"
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={`<base target="_blank">${html}`}
        />
      </Section>
    </>
  );
}
