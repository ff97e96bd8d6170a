// The browser of whoever looks.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import type { AppContext } from '@/lib/server/app-context';
import { signIn, type Person } from '../people';

export async function newBrowserOf(
  browser: Browser,
  product: AppContext,
  person: Pick<Person, 'id' | 'role'> | null,
  options?: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...options, baseURL: product.settings.publicUrl });
  if (person) await signIn(product, context, person);
  return context;
}

/** The page as it is until its scripts have come: what is counted late stands in the answer, and nothing puts it in place. */
export async function withholdScripts(page: Page): Promise<void> {
  await page.route('**', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    const body = (await response.text()).replace(/<script\b[^]*?<\/script>/g, '');
    return route.fulfill({ response, body });
  });
}
