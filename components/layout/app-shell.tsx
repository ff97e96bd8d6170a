import { IconChevronDown, IconMenu2, IconSearch, IconUserCircle } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { HelpContact, type HelpAddresses } from '../domain/help-contact';
import { SearchButton } from '../search/search-button';
import classes from './app-shell.module.css';
import { BeginAtTop } from './begin-at-top';
import { ColorSchemeSwitch } from './color-scheme-switch';
import { ProductWords } from './product-words';
import { railId } from './rail-id';

/** What stands around every page behind signing in: a bar above and the help contact below. `children` is a `Frame`. */
export function AppShell({
  person,
  signOut,
  help,
  children,
}: {
  person: { name: string; email: string; roleLabel: string };
  /** The form that ends the session. */
  signOut: ReactNode;
  help: HelpAddresses;
  children: ReactNode;
}) {
  return (
    <div className={classes.frame}>
      <BeginAtTop />
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <button type="button" className={classes.menuButton} popoverTarget={railId}>
          <IconMenu2 size={20} stroke={1.75} aria-hidden />
          <span className={classes.barWord}>Menu</span>
        </button>
        <Link href="/" className={classes.product}>
          <ProductWords />
        </Link>
        <SearchButton icon={<IconSearch size={18} stroke={1.75} aria-hidden />} />
        <button type="button" className={classes.person} popoverTarget={personMenuId}>
          <IconUserCircle size={20} stroke={1.75} className={classes.personIcon} aria-hidden />
          <span className={`${classes.personName} ${classes.barWord}`}>{person.name}</span>
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        </button>
        <div id={personMenuId} popover="auto" className={classes.personMenu}>
          <p className={classes.who}>
            {person.email}
            <span>{person.roleLabel}</span>
          </p>
          <ColorSchemeSwitch />
          {signOut}
        </div>
      </header>
      {children}
      <footer className={classes.footer}>
        <HelpContact addresses={help} />
      </footer>
    </div>
  );
}

const personMenuId = 'person-menu';
