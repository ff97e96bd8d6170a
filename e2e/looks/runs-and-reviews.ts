// Pages of runs, and of the reviews of those that were held.
import { loseConnection, sendForm } from './acts';
import type { LookArea } from './look';

const RUNS = '(signed-in)/districts/[slug]/runs';
const RUN = `${RUNS}/[runId]`;
const REVIEW = '(signed-in)/reviews/[breakId]';

export const runLooks: LookArea = {
  area: 'Runs',
  looks: [
    {
      page: RUNS,
      what: 'Runs of a district',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).home + '/runs',
      isSampled: true,
    },
    {
      page: RUNS,
      what: 'No files have arrived',
      state: 'first-use',
      who: 'contact',
      address: async ({ waiting }) => (await waiting()).home + '/runs',
      isSampled: true,
    },
    {
      page: RUNS,
      what: 'No run is ready',
      state: 'no-match',
      who: 'staff',
      address: async ({ live }) => (await live()).home + '/runs?status=ready',
    },
    {
      page: RUN,
      what: 'A run that was applied with problems',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).firstRun,
      isSampled: true,
      isPrinted: true,
    },
    {
      page: RUN,
      what: 'A run without problems',
      state: 'good-news',
      who: 'staff',
      address: async ({ live }) => (await live()).secondRun,
    },
    {
      page: RUN,
      what: 'A run that is held, to the contact',
      state: 'data',
      who: 'contact',
      address: async ({ held }) => (await held()).run,
      isSampled: true,
    },
    {
      page: RUN,
      what: 'A run whose files cannot be used',
      state: 'data',
      who: 'contact',
      address: async ({ broken }) => (await broken()).run,
    },
    {
      page: RUN,
      what: 'Files are on their way',
      state: 'partial',
      who: 'staff',
      address: async ({ receiving }) => (await receiving()).run,
    },
    {
      page: RUN,
      what: 'The browser has lost its connection',
      state: 'stale',
      who: 'staff',
      address: async ({ held }) => (await held()).run,
      act: loseConnection,
    },
    {
      page: RUN,
      what: 'A run of a paused district',
      state: 'read-only',
      who: 'staff',
      address: async ({ paused }) => (await paused()).run,
    },
    {
      page: RUN,
      what: 'A run that is not there',
      state: 'not-found',
      who: 'staff',
      address: async ({ live }) => (await live()).home + '/runs/run-999999999',
      isSampled: true,
    },
    {
      page: `${RUN}/problems`,
      what: 'Problems of a run',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).firstRun + '/problems',
      isSampled: true,
    },
    {
      page: `${RUN}/problems`,
      what: 'Problems of a run, to the contact',
      state: 'data',
      who: 'contact',
      address: async ({ live }) => (await live()).firstRun + '/problems',
      isSampled: true,
    },
    {
      page: `${RUN}/problems`,
      what: 'No problems',
      state: 'good-news',
      who: 'staff',
      address: async ({ live }) => (await live()).secondRun + '/problems',
    },
    {
      page: `${RUN}/problems`,
      what: 'No problem of this school',
      state: 'no-match',
      who: 'staff',
      address: async ({ live }) => (await live()).firstRun + '/problems?school=nowhere',
    },
    {
      page: `${RUN}/files`,
      what: 'Files of a run',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).firstRun + '/files',
      isSampled: true,
    },
    {
      page: `${RUN}/files`,
      what: 'Some files of a set have come',
      state: 'partial',
      who: 'contact',
      address: async ({ receiving }) => (await receiving()).run + '/files',
    },
    {
      page: `${RUN}/timeline`,
      what: 'Timeline of a run',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).firstRun + '/timeline',
      isSampled: true,
    },
    {
      page: `${RUN}/changes`,
      what: 'Changes of a run',
      state: 'paged',
      who: 'staff',
      address: async ({ held }) => (await held()).run + '/changes',
      isSampled: true,
    },
    {
      page: `${RUN}/changes`,
      what: 'No change matches',
      state: 'no-match',
      who: 'staff',
      address: async ({ held }) => (await held()).run + '/changes?entity=orgs&action=REACTIVATE',
    },
    {
      page: `${RUN}/changes`,
      what: 'No changes were planned',
      state: 'first-use',
      who: 'staff',
      address: async ({ broken }) => (await broken()).run + '/changes',
    },
  ],
};

export const reviewLooks: LookArea = {
  area: 'Reviews',
  looks: [
    {
      page: REVIEW,
      what: 'A review of a lost school',
      state: 'data',
      who: 'staff',
      address: async ({ held }) => (await held()).review,
      isSampled: true,
      isPrinted: true,
    },
    {
      page: REVIEW,
      what: 'A review of a rollover',
      state: 'data',
      who: 'staff',
      address: async ({ rollover }) => (await rollover()).review,
      isPrinted: true,
    },
    {
      page: REVIEW,
      what: 'A review before its samples were chosen',
      state: 'partial',
      who: 'staff',
      address: async ({ rollover }) => (await rollover()).review,
      withoutScripts: true,
    },
    {
      page: REVIEW,
      what: 'A review, to a manager',
      state: 'data',
      who: 'psm',
      address: async ({ held }) => (await held()).review,
    },
    {
      page: REVIEW,
      what: 'A review of a first roster',
      state: 'data',
      who: 'staff',
      address: async ({ first }) => (await first()).review,
    },
    {
      page: REVIEW,
      what: 'A review that was decided',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).firstReview,
      isSampled: true,
    },
    {
      page: REVIEW,
      what: 'Approving asks for more',
      state: 'form-errors',
      who: 'staff',
      address: async ({ rollover }) => (await rollover()).review,
      act: {
        steps: 'press Approve, in the dialog press Approve',
        run: async (page) => {
          await page.waitForLoadState('networkidle');
          await page
            .getByRole('button', { name: /^Approve/ })
            .first()
            .click();
          const dialog = page.getByRole('dialog').filter({ visible: true });
          await dialog.getByRole('button', { name: /^Approve/ }).click();
          await dialog.getByRole('alert').first().waitFor();
        },
      },
    },
    {
      page: REVIEW,
      what: 'A review that is not there',
      state: 'not-found',
      who: 'staff',
      address: async () => '/reviews/999999999',
    },
    {
      page: `${REVIEW}/changes`,
      what: 'Changes of a review',
      state: 'paged',
      who: 'staff',
      address: async ({ held }) => (await held()).review + '/changes?entity=students',
      isSampled: true,
    },
    {
      page: `${REVIEW}/changes`,
      what: 'No change matches',
      state: 'no-match',
      who: 'staff',
      address: async ({ held }) => (await held()).review + '/changes?entity=orgs&action=REACTIVATE',
    },
    {
      page: `${REVIEW}/part`,
      what: 'Approving a part',
      state: 'data',
      who: 'staff',
      address: async ({ held }) => (await held()).review + '/part?entity=students&action=REMOVE',
      isSampled: true,
    },
    {
      page: `${REVIEW}/part`,
      what: 'A part before it was counted',
      state: 'partial',
      who: 'staff',
      address: async ({ slow }) => (await slow()).part,
      isLate: true,
    },
    {
      page: `${REVIEW}/part`,
      what: 'A part that is approved without a reason',
      state: 'form-errors',
      who: 'staff',
      address: async ({ held }) => (await held()).review + '/part?entity=students&action=REMOVE',
      act: {
        steps: 'press Approve',
        run: async (page) => {
          await page.waitForLoadState('networkidle');
          await page
            .getByRole('main')
            .getByRole('button', { name: /^Approve|^Apply/ })
            .first()
            .click();
          await page.getByRole('alert').first().waitFor();
        },
      },
    },
    {
      page: `${REVIEW}/timeline`,
      what: 'Timeline of a review',
      state: 'data',
      who: 'staff',
      address: async ({ held }) => (await held()).review + '/timeline',
      isSampled: true,
    },
    {
      page: `${REVIEW}/timeline`,
      what: 'A timeline that could not be read',
      state: 'error',
      who: 'staff',
      address: async ({ failing }) => (await failing()).timeline,
    },
    {
      page: `${REVIEW}/record`,
      what: 'Record of a review',
      state: 'data',
      who: 'staff',
      address: async ({ held }) => (await held()).review + '/record',
      isSampled: true,
      isPrinted: true,
    },
    {
      page: `${REVIEW}/record`,
      what: 'Record of a decided review',
      state: 'data',
      who: 'staff',
      address: async ({ live }) => (await live()).firstReview + '/record',
      isPrinted: true,
    },
    {
      page: REVIEW,
      what: 'A comment without words',
      state: 'form-errors',
      who: 'staff',
      address: async ({ held }) => (await held()).review,
      act: {
        steps: 'press More, Comment…, Add comment',
        run: async (page) => {
          await page.waitForLoadState('networkidle');
          const decision = page.getByRole('region', { name: 'Decision' });
          await decision.getByRole('button', { name: 'More' }).click();
          await page.getByRole('button', { name: 'Comment…' }).click();
          await sendForm('Add comment').run(page);
        },
      },
    },
  ],
};
