import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/layout/page-header';
import { LinkTabs } from '@/components/layout/link-tabs';
import { Section, Stack } from '@/components/ui/section';
import { ButtonLink } from '@/components/ui/button';
import { plural } from '@/lib/core/format/numbers';
import { PAGE_STATES, readGallery, type Gallery } from '@/lib/server/gallery/read-gallery';
import { getAppContext } from '@/lib/server/http/context';
import classes from './gallery.module.css';

type SearchParams = Promise<{ by?: string | string[] }>;

export default async function GalleryPage({ searchParams }: { searchParams: SearchParams }) {
  const gallery = await readGallery(getAppContext());
  if (!gallery) notFound();
  const isByState = (await searchParams).by === 'state';
  const { looks, people } = gallery;
  return (
    <Stack>
      <title>Gallery – TalkingPoints Connector</title>
      <PageHeader
        title="Gallery"
        description={`Every page in every state it has: ${plural(looks.length, 'look')}. ${people
          .map(({ who, email }) => `${who}: ${email}`)
          .join('; ')}. The codes to sign in appear where the gallery was started.`}
        actions={<ButtonLink href="/gallery/parts">Parts</ButtonLink>}
      />
      <LinkTabs
        label="Sorted"
        tabs={[
          { href: '/gallery', label: 'By area', isCurrent: !isByState },
          { href: '/gallery?by=state', label: 'By state', isCurrent: isByState },
        ]}
      />
      {groupsOf(looks, isByState).map(({ title, rows }) => (
        <Section key={title} title={title}>
          <ul className={classes.list}>
            {rows.map(({ what, state, who, address, steps }) => (
              <li key={`${address} ${what}`}>
                {/* A page of its own: those of other people ask to sign in first. */}
                <a href={address}>{what}</a>
                <p>
                  {isByState ? null : `${PAGE_STATES[state]} · `}
                  {who} · {address}
                  {steps ? ` · Then ${steps}.` : null}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Stack>
  );
}

function groupsOf(looks: Gallery['looks'], isByState: boolean) {
  const titleOf = (look: Gallery['looks'][number]) =>
    isByState ? PAGE_STATES[look.state] : look.area;
  const titles = isByState ? Object.values(PAGE_STATES) : [...new Set(looks.map(titleOf))];
  return titles.map((title) => ({ title, rows: looks.filter((look) => titleOf(look) === title) }));
}
