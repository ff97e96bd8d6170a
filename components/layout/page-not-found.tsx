import { buttonClass } from '../ui/button-class';
import { EmptyState } from '../ui/empty-state';

/** The same words for what does not exist and for what a person may not see. */
export function PageNotFound() {
  return (
    <>
      <title>Page not found – TalkingPoints Connector</title>
      <EmptyState
        look="closed"
        title="Page not found"
        headingLevel={1}
        action={
          <a className={buttonClass({})} href="/">
            Go to the home page
          </a>
        }
      >
        <p>
          There is no page at this address, or you do not have access to it. If you typed the
          address, check it. If you followed a link, it may be out of date.
        </p>
      </EmptyState>
    </>
  );
}
