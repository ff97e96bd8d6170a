import type { ReactNode } from 'react';
import { HelpContact, type HelpAddresses } from '../domain/help-contact';
import classes from './app-shell.module.css';
import { ProductWords } from './product-words';

/**
 * A narrow page without navigation: signing in, an invitation, an address that is not here. Its links are plain ones: what the page
 * for addresses that are not here needs in the browser is loaded with every page.
 */
export function NarrowShell({
  help,
  isWide = false,
  children,
}: {
  help: HelpAddresses;
  /** Has room for tables. */
  isWide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={isWide ? `${classes.narrow} ${classes.wider}` : classes.narrow}>
      <header className={classes.narrowHeader}>
        <a href="/" className={classes.product}>
          <ProductWords />
        </a>
      </header>
      <main id="content" tabIndex={-1} className={classes.narrowMain}>
        {children}
      </main>
      <footer className={classes.footer}>
        <HelpContact addresses={help} />
      </footer>
    </div>
  );
}
