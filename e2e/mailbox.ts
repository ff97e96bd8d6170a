// What people find in their mail from now on: each mail once, in the order in which it came.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Mail } from './mail-server';

export const MAIL_FOLDER_VARIABLE = 'CONNECTOR_E2E_MAIL';
const PATIENCE_MS = 60_000;

export class Mailbox {
  private readonly read = new Set(this.all().map(({ name }) => name));

  /** The next mail to that address with that subject which was not asked for before; waited for. */
  async next(address: string, subject: RegExp): Promise<Mail> {
    await expect
      .poll(() => this.unread(address, subject).length, {
        message: `a mail to ${address} about ${subject}`,
        timeout: PATIENCE_MS,
      })
      .toBeGreaterThan(0);
    const [first] = this.unread(address, subject);
    if (!first) throw new Error('the email is gone');
    this.read.add(first.name);
    return first.mail;
  }

  /** The code in the next sign-in mail: its first six digits in a row. */
  async nextCode(address: string): Promise<string> {
    const { text } = await this.next(address, /Connector code$/);
    const code = /\b\d{6}\b/.exec(text)?.[0];
    if (!code) throw new Error('the mail holds no code');
    return code;
  }

  /** What came with that subject, to anybody, since it was last asked for. */
  newMails(subject: RegExp): Mail[] {
    const found = this.all().filter(
      ({ name, mail }) => !this.read.has(name) && subject.test(mail.subject),
    );
    for (const { name } of found) this.read.add(name);
    return found.map(({ mail }) => mail);
  }

  /** How many mails have come to that address so far. */
  countTo(address: string): number {
    return this.all().filter(({ mail }) => mail.to.includes(address)).length;
  }

  private unread(address: string, subject: RegExp) {
    return this.all().filter(
      ({ name, mail }) =>
        !this.read.has(name) && mail.to.includes(address) && subject.test(mail.subject),
    );
  }

  private all(): { name: string; mail: Mail }[] {
    const folder = process.env[MAIL_FOLDER_VARIABLE] ?? '';
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({
        name,
        mail: JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Mail,
      }));
  }
}
