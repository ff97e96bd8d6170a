import Link from 'next/link';
import type { ReactNode } from 'react';
import { HelpContact } from '../domain/help-contact';
import classes from './app-shell.module.css';
import { ColorSchemeSwitch } from './color-scheme-switch';
import { PathLinks, type PathLink } from './path-links';

/**
 * Header with the main places, the page, and the help contact. `signOut` is the form that ends the
 * session; `context` names whose data is on the screen.
 */
export function AppShell({
  links,
  person,
  signOut,
  helpAddress,
  children,
}: {
  links: readonly PathLink[];
  person: { name: string; email: string; roleLabel: string };
  signOut: ReactNode;
  helpAddress: string;
  children: ReactNode;
}) {
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link href="/" className={classes.product}>
            <span className={classes.mark} aria-hidden="true" />
            <span>
              TalkingPoints <span className={classes.productPart}>Connector</span>
            </span>
          </Link>
          {links.length > 0 ? <PathLinks label="Main" links={links} look="main" /> : null}
          <details className={classes.person} name="person-menu">
            <summary>{person.name}</summary>
            <div className={classes.menu}>
              <p className={classes.who}>
                {person.email}
                <span>{person.roleLabel}</span>
              </p>
              <ColorSchemeSwitch />
              {signOut}
            </div>
          </details>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <footer className={classes.footer}>
        <HelpContact address={helpAddress} />
      </footer>
    </div>
  );
}

/** A narrow page without navigation: signing in, an invitation, an address that is not here. */
export function NarrowShell({
  helpAddress,
  children,
}: {
  helpAddress: string;
  children: ReactNode;
}) {
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        <div className={`${classes.bar} ${classes.narrow}`}>
          <Link href="/" className={classes.product}>
            <span className={classes.mark} aria-hidden="true" />
            <span>
              TalkingPoints <span className={classes.productPart}>Connector</span>
            </span>
          </Link>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={`${classes.main} ${classes.narrow}`}>
        {children}
      </main>
      <footer className={`${classes.footer} ${classes.narrow}`}>
        <HelpContact address={helpAddress} />
      </footer>
    </div>
  );
}
