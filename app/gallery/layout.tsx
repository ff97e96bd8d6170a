import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { getAppContext } from '@/lib/server/http/context';
import classes from './gallery.module.css';

/** Pages in all their states, for who works on them. Without the setting that `npm run gallery` makes, nothing is here. */
export default function GalleryLayout({ children }: { children: ReactNode }) {
  if (getAppContext().settings.galleryFile === null) notFound();
  return <main className={classes.main}>{children}</main>;
}
