import { handleNextAuth } from '@/lib/server/http/next-auth';

export { handleNextAuth as GET, handleNextAuth as POST };
