'use client';

import { PageError } from '@/components/layout/page-error';

/** Keeps the navigation of the district around a page that failed. */
export default function DistrictError({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageError error={error} retry={retry} what="this page" />;
}
