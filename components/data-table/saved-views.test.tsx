// What the server sends: the menu has to be whole, because scripts may never run.
import type { ComponentProps } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SavedViewsPanel } from './saved-views';
import { ViewOptions } from './view-options';

const nothing = (state: { status: 'idle' }) => Promise.resolve(state);
const actions = {
  saveShown: nothing,
  updateToShown: nothing,
  rename: nothing,
  setDefault: nothing,
  remove: nothing,
};
const held = { id: 7, name: 'Held', isDefault: true };

function write(given: Partial<ComponentProps<typeof SavedViewsPanel>> = {}): string {
  return renderToString(
    <SavedViewsPanel
      list="runs"
      slug="lakeview"
      query="status=review"
      leavesOutPerson={false}
      onlyIn={null}
      views={[]}
      current={null}
      plainHref="/runs?saved=none"
      actions={actions}
      {...given}
    />,
  ).replaceAll('<!-- -->', '');
}

const withHeld = { views: [{ ...held, href: '/runs?status=review' }] };
const shown = (isChanged: boolean) => ({ ...withHeld, current: { ...held, isChanged } });

test('the browser itself opens them, and the button says what is shown', () => {
  const html = renderToString(
    <ViewOptions
      caption="Runs"
      icon={null}
      views={{ current: { ...held, isChanged: true }, panel: 'the views' }}
    />,
  ).replaceAll('<!-- -->', '');
  const [, id] = /popoverTarget="([^"]+)"/i.exec(html) ?? [];
  expect(html).toContain(`id="${id}" popover="auto"`);
  expect(html).toMatch(/View<span[^>]*> of Runs<\/span>: Held<\/span><span>\(changed\)/);
  expect(html).toContain('>the views</div>');
  expect(html).not.toContain('aria-expanded');
});

test('what is shown is sent with the form that saves it', () => {
  const html = write();
  for (const [name, value] of Object.entries({ list: 'runs', slug: 'lakeview' }))
    expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
  expect(html).toContain('name="query" value="status=review"');
  expect(html).toMatch(/<input[^>]*name="viewName"/);
  expect(html).not.toContain('No view');
});

test('a view is a link with the address of what it shows', () => {
  const html = write(withHeld);
  expect(html).toMatch(/<a [^>]*href="\/runs\?status=review"[^>]*>.*Held.*opens first.*<\/a>/);
  expect(html).toMatch(/<a [^>]*aria-current="true"[^>]*href="\/runs\?saved=none"/);
  expect(html).not.toContain('Delete view');
});

test('the view that is shown is marked, and can be renamed and deleted', () => {
  const html = write(shown(false));
  expect(html).toMatch(/<a [^>]*aria-current="true"[^>]*href="\/runs\?status=review"/);
  expect(html.match(/aria-current/g)).toHaveLength(1);
  expect(html).toContain('Rename “Held”');
  expect(html).toContain('Delete “Held”');
  expect(html).toContain('No longer open the list with “Held”');
  expect(html).not.toContain('Update view');
});

test('changed since, it says so and can be updated', () => {
  const html = write(shown(true));
  expect(html).toContain('Update view');
  expect(html).toContain('Save as another view');
});

test('the form says what is not kept, and where it holds', () => {
  expect(write()).not.toContain('not saved');
  expect(write({ leavesOutPerson: true })).toContain('Your search is not saved');
  expect(write({ onlyIn: 'Lakeview' })).toContain('For Lakeview only');
});
