import { IconCheck } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { longestViewName } from '@/lib/core/lists/view-limits';
import { ActionForm } from '../ui/action-form';
import { TextField } from '../ui/fields';
import { CheckField } from '../ui/form';
import type { FormAction } from '../ui/form-state';
import { LinkPending } from '../ui/link-pending';
import { SubmitButton } from '../ui/submit-button';
import classes from './saved-views.module.css';

type Fields = Readonly<Record<string, string | number>>;

type ShownView = { id: number; name: string; isDefault: boolean; isChanged: boolean };

/** A reader's views of a list: the saved ones as links, and forms about the one that is shown. */
export function SavedViewsPanel({
  list,
  slug,
  query,
  leavesOutPerson,
  onlyIn,
  views,
  current,
  plainHref,
  actions,
}: {
  list: string;
  /** Of the open district; empty where there is none. */
  slug: string;
  /** What is shown, as it would be saved. */
  query: string;
  /** A search for a person is set, which is not saved. */
  leavesOutPerson: boolean;
  /** The district that alone has what is shown. */
  onlyIn: string | null;
  views: readonly { id: number; name: string; href: string; isDefault: boolean }[];
  current: ShownView | null;
  /** The list without any of them. */
  plainHref: string;
  actions: Record<'saveShown' | 'updateToShown' | 'rename' | 'setDefault' | 'remove', FormAction>;
}) {
  const shown = { list, slug, query };
  return (
    <div className={classes.whole}>
      {views.length === 0 ? (
        <p className={classes.about}>
          A view keeps the filters, the order and the number of rows under a name. Only you see it;
          its link works for anyone who may see the list.
        </p>
      ) : (
        <ul className={classes.views}>
          <li>
            <ViewLink href={plainHref} isCurrent={current === null}>
              No view
            </ViewLink>
          </li>
          {views.map((view) => (
            <li key={view.id}>
              <ViewLink href={view.href} isCurrent={view.id === current?.id}>
                {view.name}
                {view.isDefault ? <span className={classes.note}>opens first</span> : null}
                {view.id === current?.id && current.isChanged ? (
                  <span className={classes.note}>changed</span>
                ) : null}
              </ViewLink>
            </li>
          ))}
        </ul>
      )}
      {current ? <AboutShown view={current} shown={shown} actions={actions} /> : null}
      <ActionForm
        action={actions.saveShown}
        label="Save this view"
        foldedUnder={current?.isChanged ? 'Save as another view…' : 'Save this view…'}
      >
        <Hidden fields={shown} />
        <TextField
          id="save-view-name"
          name="viewName"
          label="Name of the view"
          autoComplete="off"
          maxLength={longestViewName}
        />
        {leavesOutPerson ? (
          <p className={classes.about}>Your search is not saved: it names a person.</p>
        ) : null}
        {onlyIn ? (
          <p className={classes.about}>
            For {onlyIn} only: other districts do not have what is chosen.
          </p>
        ) : null}
        <CheckField name="isDefault" label="Open the list with this view" />
        <div>
          <SubmitButton size="small" pendingLabel="Saving…">
            Save view
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}

function ViewLink({
  href,
  isCurrent,
  children,
}: {
  href: string;
  isCurrent: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      className={classes.view}
      aria-current={isCurrent || undefined}
    >
      <span className={classes.mark}>
        {isCurrent ? <IconCheck size={16} stroke={1.75} aria-hidden /> : null}
      </span>
      {children}
      <LinkPending />
    </Link>
  );
}

/** What can be done to the view that is shown. */
function AboutShown({
  view,
  shown,
  actions,
}: {
  view: ShownView;
  shown: Fields;
  actions: Record<'updateToShown' | 'rename' | 'setDefault' | 'remove', FormAction>;
}) {
  const ofView = { viewId: view.id };
  return (
    <div className={classes.about} role="group" aria-label={view.name}>
      {view.isChanged ? (
        <ActionForm action={actions.updateToShown} label={`Update ${view.name}`}>
          <Hidden fields={{ ...shown, ...ofView }} />
          <div>
            <SubmitButton size="small" pendingLabel="Updating…">
              Update view
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
      <ActionForm action={actions.setDefault} label={`Open with ${view.name}`}>
        <Hidden fields={{ ...ofView, opens: view.isDefault ? 'no' : 'yes' }} />
        <button type="submit" className={classes.plain}>
          {view.isDefault
            ? `No longer open the list with “${view.name}”`
            : `Open the list with “${view.name}”`}
        </button>
      </ActionForm>
      <ActionForm
        action={actions.rename}
        label={`Rename ${view.name}`}
        foldedUnder={`Rename “${view.name}”…`}
      >
        <Hidden fields={ofView} />
        <TextField
          key={view.name}
          id="rename-view"
          name="viewName"
          label="New name"
          autoComplete="off"
          maxLength={longestViewName}
          defaultValue={view.name}
        />
        <div>
          <SubmitButton variant="secondary" size="small" pendingLabel="Renaming…">
            Rename
          </SubmitButton>
        </div>
      </ActionForm>
      <ActionForm
        action={actions.remove}
        label={`Delete ${view.name}`}
        foldedUnder={`Delete “${view.name}”…`}
      >
        <Hidden fields={ofView} />
        <p>The list stays as it is; only the name goes.</p>
        <div>
          <SubmitButton variant="danger" size="small" pendingLabel="Deleting…">
            Delete view
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}

function Hidden({ fields }: { fields: Fields }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
