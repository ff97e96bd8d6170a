import { handleNextAuth } from '@/lib/server/auth/next-auth';

export { handleNextAuth as GET, handleNextAuth as POST };
