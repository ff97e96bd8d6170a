import { redirect } from 'next/navigation';
import {
  tableParams,
  type SearchParams,
  type TableState,
} from '@/components/data-table/table-state';
import { SavedViewsPanel } from '@/components/data-table/saved-views';
import type { SavedViews } from '@/components/data-table/view-options';
import type { ListName } from '@/lib/core/lists/lists';
import { readViewQuery } from '@/lib/core/lists/view-query';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import { getAppContext } from '@/lib/server/http/context';
import { listSavedViews, type SavedView } from '@/lib/server/saved-views/list-saved-views';
import { remove, rename, saveShown, setDefault, updateToShown } from './saved-view-actions';

/** In an address: the id of the view that a list began with, so that it can be updated. */
const beganWith = 'saved';
/** The list without a view, where it would open with one. */
const withoutView = 'none';

/**
 * A list with its reader's views of it. Opened by its bare address it leads on to the view it opens with. The state that comes back
 * is the one to write links with: they say which view the list began with. Links written by hand go through `hrefOf`, or a bare one
 * would lead to that view again. Other people's ids fall away.
 */
export async function openList<State extends TableState>({
  list,
  path,
  state: read,
  params,
  person,
  tenant = null,
}: {
  list: ListName;
  path: string;
  state: State;
  params: SearchParams;
  person: SessionPerson;
  /** Of a list in a district. */
  tenant?: TenantRef | null;
}): Promise<{ state: State; views: SavedViews; hrefOf: (address: string) => string }> {
  const { views, opensWith } = await listSavedViews(
    getAppContext(),
    person.userId,
    list,
    tenant?.id ?? null,
  );
  if (Object.keys(params).length === 0 && opensWith?.query) redirect(`${path}?${opensWith.query}`);
  const address = new URLSearchParams(tableParams(read)).toString();
  const shown = readViewQuery(list, address);
  // What is too long to be saved is no view's, and is what a save has to refuse.
  const query = shown.isTooLong ? address : shown.query;
  const current = viewOf(views, query, params[beganWith]);
  const mark = current ? String(current.id) : opensWith ? withoutView : null;
  const state =
    mark === null ? read : { ...read, otherParams: { ...read.otherParams, [beganWith]: mark } };
  const shownView = current && {
    id: current.id,
    name: current.name,
    isDefault: current.isDefault,
    isChanged: current.query !== query,
  };
  const panel = (
    <SavedViewsPanel
      list={list}
      slug={tenant?.slug ?? ''}
      query={query}
      leavesOutPerson={shown.leftOutPerson}
      onlyIn={shown.isOfDistrict ? (tenant?.name ?? null) : null}
      views={views.map((view) => ({
        id: view.id,
        name: view.name,
        href: view.query ? `${path}?${view.query}` : withoutViewHref(path),
        isDefault: view.isDefault,
      }))}
      current={shownView}
      plainHref={withoutViewHref(path)}
      actions={{ saveShown, updateToShown, rename, setDefault, remove }}
    />
  );
  const hrefOf = (address: string) =>
    address === path && opensWith ? withoutViewHref(path) : address;
  return { state, views: { current: shownView, panel }, hrefOf };
}

/** That of the address while it has what is shown, else any that has, else the one that was changed since. */
function viewOf(
  views: readonly SavedView[],
  query: string,
  began: SearchParams[string],
): SavedView | null {
  const started = views.find(({ id }) => String(id) === began);
  if (started?.query === query) return started;
  return views.find((view) => view.query === query) ?? started ?? null;
}

/** The list as it is at first, whatever view it opens with. */
export function withoutViewHref(path: string): string {
  return `${path}?${beganWith}=${withoutView}`;
}
