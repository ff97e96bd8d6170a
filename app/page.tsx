import { redirect } from 'next/navigation';
import { isStaff } from '@/lib/server/auth/permissions';
import { requirePerson } from '@/lib/server/http/session-person';

/** Everybody starts where their work is. */
export default async function Home() {
  const person = await requirePerson();
  redirect(isStaff(person) ? '/overview' : '/setup');
}
