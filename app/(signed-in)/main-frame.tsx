import type { ReactNode } from 'react';
import { Frame } from '@/components/layout/frame';
import { requirePerson } from '@/lib/server/http/session-person';
import { MainLinks } from './main-links';

/** The layout of every page that belongs to no single district. */
export async function MainFrame({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  return <Frame rail={<MainLinks person={person} />}>{children}</Frame>;
}
