import classes from './page-keys.module.css';
import { PageLetters } from './page-letters';

const keys = [
  ['j, k', 'next and previous row'],
  ['Enter', 'open the row'],
  ['x', 'select the row'],
  ['n, p', 'next and previous group of problems'],
  ['e', 'mark the group as viewed'],
  ['/', 'go to the filters'],
  ['g, then q', 'go to the list of reviews'],
  ['?', 'this list'],
  ['Ctrl or ⌘ + K', 'search'],
  ['Ctrl or ⌘ + Enter', 'in a dialog: submit it'],
] as const;

/** The keys of a page of long tables. Their list is written by the server. */
export function PageKeys() {
  return (
    <PageLetters>
      <dl className={classes.keys}>
        {keys.map(([key, what]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </PageLetters>
  );
}
