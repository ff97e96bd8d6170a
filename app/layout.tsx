import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/Input.css';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { displayAttributes } from '@/components/layout/display-choices';
import { ChosenColors } from '@/components/layout/chosen-colors';
import { latin } from './fonts';
import './fonts.css';
import './tokens.css';
import './kit.css';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'TalkingPoints Connector', template: '%s – TalkingPoints Connector' },
  robots: { index: false, follow: false },
  referrer: 'same-origin',
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const jar = await cookies();
  const attributes = displayAttributes((name) => jar.get(name)?.value);
  return (
    <html lang="en" className={latin.variable} {...attributes} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <ChosenColors />
        {children}
      </body>
    </html>
  );
}
